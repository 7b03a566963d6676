package dmail.smtp.delivery.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.FakeMailboxes;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.MailboxDelivery;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DropStreamsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Outcome BUSY =
            new Outcome.Deferred(DeliveryStatus.localFailure("locked by pid 17"));

    private final FakeMailboxes mailboxes = new FakeMailboxes();
    private final ManualTimer timer = new ManualTimer();
    private final MemoryLog log = new MemoryLog();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final QueueIds ids = new QueueIds(() -> NOON, new Random(1));
    private final List<String> ends = new ArrayList<>();
    private boolean congested;
    private Duration eachTakes = Duration.ZERO;
    private long now;
    private final DropStreams streams = closed();

    @BeforeEach
    void begin() {
        streams.open();
    }

    @Test
    void beforeItIsOpenMailOnlyGathers() {
        DropStreams fresh = closed();
        send(fresh, "bob", "one");
        runThreads();
        send(fresh, "bob", "two");
        runThreads();
        assertEquals(List.of(), mailboxes.mailOf("bob"));

        fresh.open();
        fresh.open();
        runThreads();

        assertEquals(List.of("one", "two"), mailboxes.mailOf("bob"));
        assertEquals(1, mailboxes.batches().size());
    }

    @Test
    void everythingThatWaitsForADropFileGoesInOneBatchInOrder() {
        send("bob", "one");
        send("bob", "two");
        send("carol", "other");
        send("bob", "three");

        runThreads();

        assertEquals(List.of("one", "two", "three"), mailboxes.mailOf("bob"));
        assertEquals(List.of("other"), mailboxes.mailOf("carol"));
        assertEquals(2, mailboxes.batches().size());
        assertEquals(
                List.of("delivered one", "delivered two", "delivered three", "delivered other"),
                ends);
    }

    @Test
    void whatComesDuringADeliveryGoesInTheNext() {
        mailboxes.around(
                () -> {
                    if (mailboxes.batches().size() == 1) {
                        send("bob", "late");
                    }
                },
                () -> {});
        send("bob", "early");

        runThreads();
        timer.ring();
        runThreads();

        assertEquals(List.of("early", "late"), mailboxes.mailOf("bob"));
        assertEquals(2, mailboxes.batches().size());
    }

    @Test
    void mailForABusyDropFileGathersWhileItRests() {
        send("bob", "one");
        runThreads();
        assertEquals(List.of("one"), mailboxes.mailOf("bob"));

        send("bob", "two");
        runThreads();
        send("bob", "three");
        runThreads();
        assertEquals(List.of("one"), mailboxes.mailOf("bob"));
        timer.ring();
        runThreads();

        assertEquals(List.of("one", "two", "three"), mailboxes.mailOf("bob"));
        assertEquals(2, mailboxes.batches().size());
        assertEquals(
                List.of(DropStreams.SHORTEST_PAUSE, DropStreams.SHORTEST_PAUSE), timer.waits());
    }

    @ParameterizedTest
    @CsvSource({"0, 50", "5, 50", "6, 60", "10, 100", "11, 100", "4000, 100"})
    void theLongerADeliveryTakesTheLongerTheDropFileRests(int takes, int rests) {
        eachTakes = Duration.ofMillis(takes);

        send("bob", "one");
        runThreads();

        assertEquals(List.of(Duration.ofMillis(rests)), timer.waits());
    }

    @Test
    void mailForADropFileThatHasRestedGoesAtOnce() {
        send("bob", "one");
        runThreads();
        timer.ring();
        runThreads();

        send("bob", "two");
        runThreads();

        assertEquals(List.of("one", "two"), mailboxes.mailOf("bob"));
    }

    @Test
    void aDeferredBatchIsHeldAndTriedAgainBeforeLaterMail() {
        mailboxes.trouble("bob", BUSY);
        send("bob", "one");
        runThreads();
        send("bob", "two");
        mailboxes.mend("bob");

        timer.ring();
        runThreads();

        assertEquals(List.of("one", "two"), mailboxes.mailOf("bob"));
        assertEquals(List.of(false), mayBeThere(0));
        assertEquals(List.of(true, false), mayBeThere(1));
    }

    @Test
    void afterAMinuteOfTroubleAllThatWaitsIsHandedBack() {
        mailboxes.trouble("bob", BUSY);
        send("bob", "one");
        runThreads();
        send("bob", "two");
        for (int i = 0; i < 6; i++) {
            assertEquals(List.of(), ends);
            timer.ring();
            runThreads();
        }

        assertEquals(
                List.of("deferred one: locked by pid 17", "deferred two: locked by pid 17"), ends);
        assertEquals(
                Duration.ofSeconds(55).plus(DropStreams.SHORTEST_PAUSE),
                timer.waits().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void whenTheJournalIsCrowdedTroubleIsHandedBackAtOnce() {
        congested = true;
        mailboxes.trouble("bob", BUSY);
        send("bob", "one");

        runThreads();

        assertEquals(List.of("deferred one: locked by pid 17"), ends);
        assertEquals(List.of(DropStreams.SHORTEST_PAUSE), timer.waits());
    }

    @Test
    void aRefusalIsHandedBackAtOnce() {
        mailboxes.trouble(
                "bob", new Outcome.Refused(DeliveryStatus.localFailure("mailbox closed")));
        send("bob", "one");

        runThreads();

        assertEquals(List.of("deferred one: mailbox closed"), ends);
    }

    @Test
    void aFaultOfOursIsTemporaryAndLogged() {
        mailboxes.around(
                () -> {
                    throw new IllegalStateException("bug");
                },
                () -> {});
        send("bob", "one");
        runThreads();
        mailboxes.around(() -> {}, () -> {});

        timer.ring();
        runThreads();

        assertEquals(List.of("one"), mailboxes.mailOf("bob"));
        assertTrue(log.lines().getFirst().startsWith("error: "));
    }

    @Test
    void largeBacklogsAreTakenInParts() {
        for (int i = 0; i < 1200; i++) {
            send("bob", "m" + i);
        }

        runThreads();
        timer.ring();
        runThreads();

        assertEquals(List.of(500, 500, 200), mailboxes.batches().stream().map(List::size).toList());
    }

    @Test
    void stoppingWaitsForDeliveriesAtWork() {
        List<Boolean> stopped = new ArrayList<>();
        mailboxes.around(() -> stopped.add(streams.stop(Duration.ZERO)), () -> {});
        send("bob", "one");
        runThreads();

        assertEquals(List.of(false), stopped);
        assertTrue(streams.stop(Duration.ZERO));
    }

    private List<Boolean> mayBeThere(int batch) {
        return mailboxes.batches().get(batch).stream().map(MailboxCopy::mayBeThere).toList();
    }

    private void send(String user, String text) {
        send(streams, user, text);
    }

    private void send(DropStreams to, String user, String text) {
        Envelope envelope =
                new Envelope(
                        ids.next(),
                        NOON,
                        ReversePath.NULL,
                        List.of(
                                Recipient.of(
                                        EmailAddress.parse(user + "@a.example").orElseThrow())),
                        false,
                        false,
                        DsnRequest.NONE);
        MemoryBody body = MemoryBody.of(text.getBytes(StandardCharsets.US_ASCII));
        DeliveryAttempt attempt =
                new DeliveryAttempt(envelope, body, List.of(0), false, new Noted(text));
        to.add(new MailboxDelivery(attempt, FakeMailboxes.mailbox(user), List.of(0), false));
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertFalse(ends.stream().distinct().count() < ends.size(), "each message ends once");
    }

    private final class Noted implements AttemptListener {
        private final String text;

        Noted(String text) {
            this.text = text;
        }

        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
            ends.add("delivered " + text);
        }

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) {
            throw new AssertionError("nothing here stands for several");
        }

        @Override
        public void finished(Failures failed) {
            failed.why().values().forEach(why -> ends.add("deferred " + text + ": " + why));
        }
    }

    /** It is asked before and after each delivery. */
    private long nanoTime() {
        now += eachTakes.toNanos();
        return now;
    }

    private DropStreams closed() {
        return new DropStreams(
                mailboxes,
                threads::add,
                timer,
                () -> congested,
                this::nanoTime,
                new DeliveryLog(log));
    }
}
