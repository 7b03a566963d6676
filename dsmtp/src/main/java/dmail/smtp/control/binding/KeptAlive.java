package dmail.smtp.control.binding;

import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;

/** Shows nothing of what it is told; the caller hears that the work goes on. */
public record KeptAlive(ReplyWriter writer) implements QueueViewer {
    @Override
    public void keepAlive() throws IOException {
        writer.keepAlive();
    }
}
