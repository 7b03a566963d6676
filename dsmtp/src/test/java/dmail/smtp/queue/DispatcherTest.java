package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.FakeMailboxes;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final FakeMailboxes mailboxes = new FakeMailboxes();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final DeliveryLog log = new DeliveryLog(new MemoryLog());
    private final QueueIds ids = new QueueIds(() -> NOON, new Random(1));
    private final ManualTimer timer = new ManualTimer();
    private final Dispatcher dispatcher =
            new Dispatcher(
                    mailboxes::route,
                    () -> true,
                    new DropStreams(mailboxes, threads::add, timer, () -> false, () -> 0, log),
                    new ProgramStreams(mailboxes.programs(), threads::add, log),
                    (attempt, recipients) ->
                            attempt.failed(
                                    List.copyOf(recipients.keySet()),
                                    DeliveryStatus.localFailure("elsewhere")),
                    threads::add,
                    new RecipientBindings(Optional::empty, mailboxes::route),
                    log);

    @Test
    void whatACrashLeftIsDeliveredBeforeMailThatCameSince() {
        dispatcher.submit(attempt("new", false));
        dispatcher.submitFirst(attempt("old", true));
        runThreads();
        dispatcher.submitFirst(attempt("older", true));
        dispatcher.open();
        runThreads();
        timer.ring();
        runThreads();

        assertEquals(List.of("old", "older", "new"), mailboxes.mailOf("bob"));
        assertEquals(2, mailboxes.batches().getFirst().size(), "both are looked for at once");
    }

    @Test
    void untilThenOtherMailWaits() {
        dispatcher.submit(attempt("new", false));
        runThreads();
        assertEquals(List.of(), mailboxes.mailOf("bob"));

        dispatcher.open();
        runThreads();
        assertEquals(List.of("new"), mailboxes.mailOf("bob"));
    }

    private DeliveryAttempt attempt(String text, boolean mayBeThere) {
        Envelope envelope =
                new Envelope(
                        ids.next(),
                        NOON,
                        ReversePath.NULL,
                        List.of(Recipient.of(EmailAddress.parse("bob@a.example").orElseThrow())),
                        false,
                        false,
                        DsnRequest.NONE);
        MemoryBody body = MemoryBody.of(text.getBytes(StandardCharsets.US_ASCII));
        return new DeliveryAttempt(envelope, body, List.of(0), mayBeThere, new Careless());
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static final class Careless implements AttemptListener {
        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {}

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) {
            throw new AssertionError("nothing here stands for several");
        }

        @Override
        public void finished(Failures failed) {}
    }
}
