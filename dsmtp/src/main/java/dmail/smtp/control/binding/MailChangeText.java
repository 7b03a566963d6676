package dmail.smtp.control.binding;

import dmail.common.address.EmailAddress;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reply that counts messages which were changed, or would be, with some of them. */
public final class MailChangeText implements QueueViewer {
    /** Of a dry run so many are shown. */
    private static final int MOST_SHOWN = 25;

    private final ReplyWriter writer;
    private final String what;
    private final boolean isDry;
    private final List<String> recipients = new ArrayList<>();
    private final List<QueueId> messages = new ArrayList<>();

    /**
     * Begins it.
     *
     * @param what the participle of the change, such as {@code failed}
     * @param mode whether the change was carried out
     */
    public MailChangeText(ReplyWriter writer, String what, Mode mode) {
        this.writer = writer;
        this.what = what;
        this.isDry = mode == Mode.DRY_RUN;
    }

    @Override
    public void keepAlive() throws IOException {
        writer.keepAlive();
    }

    @Override
    public void done(QueueId id) {
        if (isDry && messages.size() < MOST_SHOWN) {
            messages.add(id);
        }
    }

    @Override
    public void recipient(QueueId id, EmailAddress recipient) {
        if (isDry && recipients.size() < MOST_SHOWN) {
            recipients.add(id + " <" + recipient + ">");
        }
    }

    /** Writes the reply; {@return 75 when messages were left alone or unchanged} */
    public ExitStatus end(QueueChange change) throws IOException {
        boolean isWhole = change.busy() + change.failed() == 0;
        return writer.write(
                new AdminReply(
                        isWhole ? ExitStatus.OK : ExitStatus.TEMPORARY,
                        text(change),
                        Json.of(fields(change))));
    }

    private String text(QueueChange change) {
        StringBuilder text = new StringBuilder();
        (recipients.isEmpty() ? messages : recipients)
                .forEach(one -> text.append(one).append('\n'));
        text.append(messages(change.done())).append(isDry ? " would be " : " ").append(what);
        text.append('\n');
        return text.append(others(change)).toString();
    }

    private Map<String, Object> fields(QueueChange change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messages", change.done());
        fields.put("busy", change.busy());
        fields.put("failed", change.failed());
        if (isDry) {
            fields.put("first", messages);
            fields.put("recipients", recipients);
        }
        return fields;
    }

    /** {@return a line each for the messages left alone and unchanged; empty without such ones} */
    public static String others(QueueChange change) {
        return line(change.busy(), "being tried now and left alone")
                + line(change.failed(), "unchanged; the log says why");
    }

    private static String line(int count, String what) {
        return count == 0 ? "" : messages(count) + (count == 1 ? " is " : " are ") + what + "\n";
    }

    /** {@return a number with its noun} */
    public static String messages(int count) {
        return count + (count == 1 ? " message" : " messages");
    }
}
