package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DurableQueueTest {
    private static final Outcome REFUSED =
            new Outcome.Refused(DeliveryStatus.localFailure("mailbox closed"));
    private static final int LARGE = 300_000;

    @TempDir private Path folder;
    private QueueSite site;

    @BeforeEach
    void open() {
        site = new QueueSite(folder);
    }

    @Test
    void anAcceptedMessageReachesAllItsMailboxesOnce() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(
                    queue, "hello", "bob@a.example", "carol@a.example", "alias-bob@a.example");
            site.log.await("to=bob@a.example");
            site.log.await("to=carol@a.example");
            site.log.await("to=alias-bob@a.example");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("carol"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void aLargeMessageIsDeliveredFromItsSpillFileWhichThenGoes() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "x".repeat(LARGE), "bob@a.example");
            site.log.await("delivered");
        }

        assertEquals(LARGE, site.mailboxes.mailOf("bob").getFirst().length());
        site.assertNothingIsLeft("work");
    }

    @Test
    void aLongMessageOnItsWayIsOnTheDiskAlone() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        site.mailboxes.around(() -> await(end), () -> {});
        try (DurableQueue queue = site.open("work")) {
            QueueSite.Sent sent =
                    QueueSite.accept(ReversePath.NULL, queue, "x".repeat(100_000), "bob@a.example");
            QueueSite.send(queue, "of the last one the journal's writer may know", "bob@a.example");

            assertTrue(isCollected(sent.body()), "the queue holds the octets of the message");

            end.countDown();
            site.log.await("delivered");
        }
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int times = 0; times < 10 && reference.get() != null; times++) {
            System.gc();
        }
        return reference.get() == null;
    }

    private static void await(CountDownLatch end) {
        try {
            assertTrue(end.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatCannotBeDeliveredWaitsInTheQueueWithoutTheOthers() throws Exception {
        site.mailboxes.trouble("carol", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueId id = QueueSite.send(queue, "hello", "bob@a.example", "carol@a.example");
            site.log.await("deferred");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(
                    file.contains("recipient: <carol@a.example>\ndone: n\nattempts: 000001\n"),
                    file);
            assertTrue(file.contains("reason: mailbox closed\n"), file);
            assertTrue(!file.contains("bob"), file);
            assertEquals(1, queue.counts().queued());

            site.mailboxes.mend("carol");
            assertEquals(1, queue.control().tryAll());
            site.log.await("removed from queue");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void aRecipientThatStandsForSeveralIsKeptAsThoseAndOnlyWhatIsLeftIsTriedAgain()
            throws Exception {
        site.mailboxes.list("all", "bob@a.example", "carol@a.example");
        site.mailboxes.trouble("carol", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueId id = QueueSite.send(queue, "hello", "dave@a.example", "all@a.example");
            site.log.await("deferred");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(file.contains("<all@a.example> ADDRESS=carol@a.example\n"), file);
            site.mailboxes.list("all", "bob@a.example", "carol@a.example", "eve@a.example");
            site.mailboxes.mend("carol");
            assertEquals(1, queue.control().tryAll());
            site.log.await("removed from queue");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("dave"));
        assertEquals(List.of(), site.mailboxes.mailOf("eve"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void aQueuedRecipientThatStandsForSeveralByNowIsKeptAsThose() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "bob@a.example", "dave@a.example");
            site.log.await("deferred");
            site.mailboxes.list("bob", "carol@a.example", "eve@a.example");
            assertEquals(1, queue.control().tryAll());
            site.log.await("removed from queue");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("eve"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("dave"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void eachRecipientOfAMailboxHasItsCopyIfThatIsAllowed() throws Exception {
        site.allowDuplicates();
        site.mailboxes.list("all", "bob@a.example", "alias-bob@a.example");
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "bob@a.example", "alias-bob@a.example", "all@a.example");
            site.log.await("removed from queue");
        }

        assertEquals(3, site.mailboxes.copiesOf("bob"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void aProgramGetsItsMessageOnceItTakesIt() throws Exception {
        site.mailboxes.programAnswers(new Outcome.Deferred(DeliveryStatus.localFailure("not now")));
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "program@a.example");
            site.log.await("deferred to=program@a.example reason=\"not now\"");
            QueueSite.awaitNothingUnderWay(queue);
            site.mailboxes.programAnswers(new Outcome.Delivered());
            assertEquals(1, queue.control().tryAll());
            site.log.await("removed from queue");
        }

        assertEquals(List.of("hello", "hello"), site.mailboxes.programHeard());
        site.assertNothingIsLeft("work");
    }

    @Test
    void mailForNobodyIsThrownAway() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "nowhere@a.example");
            site.log.await("discarded to=nowhere@a.example");
            QueueSite.awaitNothingUnderWay(queue);
        }
        site.assertNothingIsLeft("work");
    }

    @Test
    void otherHostsWaitInTheQueueToo() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "eve@elsewhere.example");
            String last = site.log.await("deferred to=eve@elsewhere.example");

            assertTrue(last.contains("no name server answers"), last);
        }
    }

    @Test
    void theSenderIsToldAtOnceWhoWillNeverGetIt() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.sendFrom(
                    ReversePath.of(new EmailAddress("carol", QueueSite.HERE)),
                    queue,
                    "Subject: x\r\n\r\nhello\r\n",
                    "bob@a.example",
                    "nobody@a.example");
            site.log.await("delivered to=bob@a.example");
            site.log.await("delivered to=carol@a.example");
            QueueSite.awaitNothingUnderWay(queue);
        }

        String report = site.mailboxes.mailOf("carol").getFirst();
        assertTrue(report.contains("Final-Recipient: rfc822; nobody@a.example\r\n"), report);
        assertTrue(!report.contains("bob@a.example"), report);
        assertTrue(report.contains("Subject: x\r\n"), report);
        assertTrue(!report.contains("hello"), report);
        site.assertNothingIsLeft("work");
    }

    @Test
    void nobodyIsToldAboutAReportThatFails() throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "nobody@a.example");
            site.log.await("report suppressed");
            QueueSite.awaitNothingUnderWay(queue);
        }
        assertEquals(0, site.mailboxes.batches().size());
        site.assertNothingIsLeft("work");
    }

    @Test
    void eachFailedAttemptIsWrittenDownWithALaterDueTime() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueId id = QueueSite.send(queue, "hello", "bob@a.example");
            site.log.await("next=2026-11-21T12:01:00Z");
            assertEquals(1, queue.control().tryAll());
            site.log.await("next=2026-11-21T12:02:00Z");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(file.contains("attempts: 000002\n"), file);
            assertTrue(file.contains("due: 2026-11-21T12:02:00Z\n"), file);
        }
    }

    @Test
    void afterClosingNothingIsAccepted() throws Exception {
        DurableQueue queue = site.open("work");
        queue.close();

        assertThrows(IOException.class, () -> QueueSite.send(queue, "late", "bob@a.example"));
        assertEquals(0, queue.counts().inJournal());
    }
}
