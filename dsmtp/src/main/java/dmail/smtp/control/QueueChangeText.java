package dmail.smtp.control;

import dmail.common.admin.Json;
import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.control.binding.MailChangeText;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;

/** The reply that shows the results of a change, one message at a time. */
final class QueueChangeText implements QueueViewer {
    private final ReplyWriter writer;
    private final String what;
    private final boolean isDry;
    private boolean begun;

    /**
     * Begins it.
     *
     * @param what the participle of the change, such as {@code held}
     * @param mode whether the change was carried out
     */
    QueueChangeText(ReplyWriter writer, String what, Mode mode) {
        this.writer = writer;
        this.what = what;
        this.isDry = mode == Mode.DRY_RUN;
    }

    private boolean isForPrograms() {
        return writer.form() == ReplyForm.JSON;
    }

    @Override
    public void keepAlive() throws IOException {
        writer.keepAlive();
    }

    @Override
    public void done(QueueId id) throws IOException {
        if (isForPrograms()) {
            writer.write((begun ? "," : start()) + Json.of(id));
            begun = true;
        } else if (isDry) {
            writer.write(id + "\n");
        }
    }

    private String start() {
        return "{" + Json.of(isDry ? "would_be_" + what : what) + ":[";
    }

    ExitStatus end(QueueChange change) throws IOException {
        if (isForPrograms()) {
            writer.write(begun ? "" : start());
            writer.write(
                    "],\"busy\":%d,\"failed\":%d}%n".formatted(change.busy(), change.failed()));
        } else {
            writer.write(sentences(change));
        }
        return change.busy() + change.failed() == 0 ? ExitStatus.OK : ExitStatus.TEMPORARY;
    }

    private String sentences(QueueChange change) {
        int done = change.done();
        StringBuilder text = new StringBuilder();
        text.append(
                isDry
                        ? MailChangeText.messages(done) + " would be " + what
                        : QueueCommands.messages(done) + " " + what);
        text.append('\n');
        return text.append(MailChangeText.others(change)).toString();
    }
}
