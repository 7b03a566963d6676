package dmail.smtp.control;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reply to {@code rebind}: how many messages get another binding, and some of them. */
final class RebindText implements QueueViewer {
    /** Of a dry run so many ids are shown. */
    private static final int MOST_SHOWN = 25;

    private final ReplyWriter writer;
    private final boolean dry;
    private final List<QueueId> first = new ArrayList<>();

    RebindText(ReplyWriter writer, boolean dry) {
        this.writer = writer;
        this.dry = dry;
    }

    @Override
    public void keepAlive() throws IOException {
        writer.keepAlive();
    }

    @Override
    public void done(QueueId id) {
        if (dry && first.size() < MOST_SHOWN) {
            first.add(id);
        }
    }

    ExitStatus end(QueueChange change) throws IOException {
        boolean isWhole = change.busy() + change.failed() == 0;
        return writer.write(
                new AdminReply(
                        isWhole ? ExitStatus.OK : ExitStatus.TEMPORARY,
                        text(change),
                        Json.of(fields(change))));
    }

    private String text(QueueChange change) {
        StringBuilder text = new StringBuilder();
        first.forEach(id -> text.append(id).append('\n'));
        text.append(change.done()).append(change.done() == 1 ? " message" : " messages");
        text.append(dry ? " would be re-bound\n" : " re-bound\n");
        if (change.busy() > 0) {
            text.append(QueueCommands.messages(change.busy()))
                    .append(" being tried now and left alone\n");
        }
        if (change.failed() > 0) {
            text.append(QueueCommands.messages(change.failed()))
                    .append(" unchanged; the log says why\n");
        }
        return text.toString();
    }

    private Map<String, Object> fields(QueueChange change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messages", change.done());
        fields.put("busy", change.busy());
        fields.put("failed", change.failed());
        if (dry) {
            fields.put("first", first);
        }
        return fields;
    }
}
