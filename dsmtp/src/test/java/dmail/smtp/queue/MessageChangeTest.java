package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.ReversePath;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A message that an administrator changes goes back to the queue whatever happens. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MessageChangeTest {
    private static final ReversePath AMY =
            ReversePath.of(EmailAddress.parse("amy@a.example").orElseThrow());

    private final QueueSite site;

    MessageChangeTest(@TempDir Path folder) {
        site = new QueueSite(folder);
    }

    private static QueueChange bounce(DurableQueue queue) throws IOException {
        return queue.control().bounce(QueuePattern.ALL, Mode.DO, new QueueViewer() {});
    }

    @Test
    void afterAFaultInABounceTheMessageIsGivenBack() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            QueueId id = QueueSite.sendFrom(AMY, queue, "text\r\n", "x@other.example");
            QueueSite.awaitNothingUnderWay(queue);
            site.faulty(true);
            assertEquals(1, bounce(queue).failed());
            assertTrue(
                    site.log.lines().stream()
                            .anyMatch(line -> line.contains(id.text() + " delivery fault")),
                    site.log.lines()::toString);

            site.faulty(false);
            assertEquals(1, bounce(queue).done());
        }
    }
}
