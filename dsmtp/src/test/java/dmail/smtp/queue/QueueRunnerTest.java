package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.BusyDisk;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.FakeMailboxes;
import dmail.smtp.delivery.FakeReports;
import dmail.smtp.delivery.ManualTimer;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.delivery.remote.StreamKey;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Notify;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.QueueMemory;
import dmail.smtp.queuefile.CorruptFolder;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueRunnerTest {
    private static final QueueId ID = new QueueId("0123456789ABCD");
    private static final DeliveryStatus BUSY =
            new DeliveryStatus(new EnhancedCode(4, 2, 1), "busy", "mx.b.example", "450 4.2.1 busy");
    private static final DeliveryStatus REFUSED =
            new DeliveryStatus(new EnhancedCode(5, 1, 1), "no", "mx.b.example", "550 5.1.1 no");
    private static final DeliveryStatus DEAD =
            new DeliveryStatus(new EnhancedCode(4, 3, 2), "busy", "mx.b.example", "421 4.3.2 busy");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private final Path work;
    private final FakeClock clock = FakeClock.atNoon();
    private final Instant accepted = clock.instant();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final MemoryLog log = new MemoryLog();
    private final FakeReports reports = new FakeReports();

    /** What the other hosts say; who isn't here gets his mail. */
    private final Map<String, DeliveryStatus> answers = new HashMap<>();

    /** Whose hosts are known to be in trouble. */
    private final Set<String> dead = new HashSet<>();

    private final BusyDisk disk = new BusyDisk();
    private final List<String> attempts = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final NewMailPriority priority = new NewMailPriority(nanoTime::get);
    private final ManualTimer timer = new ManualTimer();
    private Backlog backlog = new Backlog(new QueueMemory(new MemoryAccount(1 << 20)));
    private QueuedMail queued;
    private QueueRunner runner;

    QueueRunnerTest(@TempDir Path work) throws IOException {
        this.work = work;
        Files.createDirectory(work.resolve("queue"));
        start();
    }

    @Test
    void dm14_aMessageIsTriedEveryTwoHoursUntilItsLifeEndsAndThenReportedOnce() throws IOException {
        answers.put("bob", BUSY);
        take(new TreeMap<>(Map.of(0, BUSY)), "bob");
        while (backlog.count() > 0) {
            clock.advance(Duration.ofMinutes(1));
            runDue();
        }

        assertEquals(48, attempts.size());
        assertEquals(accepted.plus(Duration.ofDays(4)), clock.instant());
        assertEquals(
                List.of("delayed bob until 2026-11-25T12:00:00Z", "failed bob 5.4.7"),
                reports.told());
        assertEquals(List.of(), files());
    }

    /** The clock stands at some fraction of a second at each attempt, as clocks do. */
    @Test
    void atTheEndOfItsLifeAMessageIsTriedOnceAndNotManyTimesWithinASecond() throws IOException {
        clock.advance(Duration.ofMillis(640));
        answers.put("bob", BUSY);
        take(new TreeMap<>(Map.of(0, BUSY)), "bob");
        while (backlog.count() > 0) {
            clock.advance(Duration.ofMillis(59_370));
            runDue();
            runDue();
        }

        // Each comes a little late, and the last but one lengthens its wait.
        assertEquals(47, attempts.size());
    }

    @Test
    void aTroubleMetAtTheDoorIsNoAttemptOfThoseBehind() throws IOException {
        dead.add("bob");
        Instant again = accepted.plusSeconds(60);
        queued.defer(envelope(List.of(recipient("bob"))), body(), untried(again));

        assertTrue(file().contains("attempts: 000000\n"), file());
        assertTrue(file().contains("reply: 421 4.3.2 busy\n"), file());
        assertEquals(again, due());
        String before = file();
        clock.advance(Duration.ofMinutes(1));
        runDue();
        assertEquals(again.plus(Duration.ofMinutes(30)), due());
        assertEquals(before, file(), "nothing is written for what nobody has tried");
    }

    @Test
    void whatWasNotTriedIsBroughtForwardWhenItsHostIsWell() throws IOException {
        dead.add("bob");
        queued.defer(
                envelope(List.of(recipient("bob"))), body(), untried(accepted.plusSeconds(60)));
        clock.advance(Duration.ofMinutes(1));
        runDue();
        dead.clear();
        clock.advance(Duration.ofMinutes(1));
        runDue();
        assertEquals(List.of(), attempts);

        runner.recovered(new StreamKey(new Domain("b.example"), "default", SourceIdentity.NONE));
        runThreads();

        assertEquals(List.of("bob"), attempts);
        assertEquals(List.of(), files());
    }

    @Test
    void whatWasTriedIsNotBroughtForward() throws IOException {
        answers.put("bob", BUSY);
        take(later("bob"), "bob");

        runner.recovered(new StreamKey(new Domain("b.example"), "default", SourceIdentity.NONE));
        runThreads();

        assertEquals(List.of(), attempts);
    }

    @Test
    void aHostThatIsDeadAllTheTimeDoesNotKeepAMessageFromItsEnd() throws IOException {
        dead.add("bob");
        queued.defer(
                envelope(List.of(recipient("bob"))), body(), untried(accepted.plusSeconds(60)));
        while (backlog.count() > 0) {
            clock.advance(Duration.ofMinutes(1));
            runDue();
        }

        assertEquals(List.of(), attempts);
        assertEquals(accepted.plus(Duration.ofDays(4)), clock.instant());
        assertEquals(
                List.of("delayed bob until 2026-11-25T12:00:00Z", "failed bob 5.4.7"),
                reports.told());
    }

    private static Failures untried(Instant again) {
        return new Failures(new TreeMap<>(Map.of(0, DEAD)), new TreeMap<>(Map.of(0, again)));
    }

    private Instant due() {
        return backlog.find(ID).orElseThrow().due();
    }

    @Test
    void whileMuchComesInItWaitsALittle() throws IOException {
        take(new TreeMap<>(Map.of(0, BUSY)), "bob");
        clock.advance(TWO_HOURS);
        for (int each = 0; each < NewMailPriority.MANY; each++) {
            priority.arrived();
        }
        nanoTime.addAndGet(NewMailPriority.WINDOW.toNanos());
        priority.taken(priority.limit());
        runDue();
        runDue();
        assertEquals(List.of(), attempts);
        assertEquals(List.of(NewMailPriority.WINDOW), timer.waits());

        nanoTime.addAndGet(NewMailPriority.WINDOW.toNanos());
        timer.ring();
        runThreads();
        assertEquals(List.of("bob"), attempts);
    }

    @Test
    void theScheduleSurvivesARestart() throws IOException {
        answers.put("bob", BUSY);
        take(new TreeMap<>(Map.of(0, BUSY)), "bob");
        clock.advance(TWO_HOURS);
        runDue();
        clock.advance(TWO_HOURS.minusSeconds(1));

        restart();
        runDue();
        assertEquals(1, attempts.size());

        clock.advance(Duration.ofSeconds(1));
        runDue();
        assertEquals(2, attempts.size());
        assertTrue(file().contains("attempts: 000003\n"), file());
        assertEquals(1, reports.told().size(), "the notice that it takes long");

        restart();
        clock.advance(TWO_HOURS);
        runDue();
        assertEquals(1, reports.told().size(), "no second notice");
    }

    @Test
    void eachRecipientHasItsOwnFate() throws IOException {
        answers.put("bob", REFUSED);
        answers.put("carol", BUSY);
        take(later("bob", "carol", "dave"), "bob", "carol", "dave");
        clock.advance(TWO_HOURS);
        runDue();

        assertEquals(List.of("failed bob 5.1.1"), reports.told());
        restart();
        answers.clear();
        attempts.clear();
        clock.advance(TWO_HOURS);
        runDue();
        assertEquals(List.of("carol"), attempts);
        assertEquals(List.of(), files());
    }

    @Test
    void aReportIsSafeBeforeItsRecipientIsForgotten() throws IOException {
        answers.put("bob", REFUSED);
        take(later("bob"), "bob");
        List<String> seen = new ArrayList<>();
        reports.whenTold(() -> seen.add(file()));
        clock.advance(TWO_HOURS);
        runDue();

        assertEquals(1, seen.size());
        assertTrue(seen.getFirst().contains("<bob@b.example>\ndone: n\n"), seen.getFirst());
        assertEquals(List.of(), files());
    }

    @Test
    void aReportThatCannotBeMadeSafeKeepsItsRecipient() throws IOException {
        answers.put("bob", REFUSED);
        take(later("bob", "carol"), "bob", "carol");
        reports.fail(true);
        clock.advance(TWO_HOURS);
        runDue();
        assertTrue(file().contains("<bob@b.example>\ndone: n\n"), file());
        assertTrue(file().contains("<carol@b.example>\ndone: y\n"), file());

        reports.fail(false);
        attempts.clear();
        clock.advance(Duration.ofMinutes(1));
        runDue();

        assertEquals(List.of("bob"), attempts);
        assertEquals(List.of("failed bob 5.1.1"), reports.told());
        assertEquals(List.of(), files());
    }

    @Test
    void whoIsReportedIsNotReportedAgainWhenAnotherReportCannotBeMadeSafe() throws IOException {
        answers.put("bob", REFUSED);
        answers.put("carol", REFUSED);
        take(later("bob", "carol"), "bob", "carol");
        reports.failInPart();
        clock.advance(TWO_HOURS);
        runDue();
        assertTrue(file().contains("<bob@b.example>\ndone: y\n"), file());
        assertTrue(file().contains("<carol@b.example>\ndone: n\n"), file());

        clock.advance(Duration.ofMinutes(1));
        runDue();

        assertEquals(List.of("failed bob 5.1.1", "failed carol 5.1.1"), reports.told());
        assertEquals(List.of(), files());
    }

    @Test
    void whoHasTheMessageIsDoneOnTheDiskAtOnce() throws IOException {
        take(later("bob", "carol"), "bob", "carol");
        answers.put("carol", BUSY);
        clock.advance(TWO_HOURS);
        runner.runDue();
        // One thread after the other: routing and delivery are over, the round's end is not.
        threads.remove().run();

        assertTrue(file().contains("<bob@b.example>\ndone: y\n"), file());
        assertTrue(file().contains("<carol@b.example>\ndone: n\n"), file());

        // A crash here, and a new start.
        threads.clear();
        attempts.clear();
        restart();
        runDue();
        assertEquals(List.of("carol"), attempts);
    }

    @Test
    void anAttemptThatTellsNothingNewIsNotedWithoutWritingTheFileAnew() throws IOException {
        answers.put("bob", BUSY);
        take(new TreeMap<>(Map.of(0, BUSY)), "bob");
        Object before = Files.getAttribute(path(), "unix:ino");
        clock.advance(TWO_HOURS);
        runDue();

        assertEquals(before, Files.getAttribute(path(), "unix:ino"));
        assertTrue(file().contains("attempts: 000002\n"), file());
        assertTrue(file().contains("due: 2026-11-21T16:00:00Z\n"), file());

        answers.put(
                "bob", new DeliveryStatus(BUSY.status(), "closed", "mx.b.example", "421 closed"));
        clock.advance(TWO_HOURS);
        runDue();
        assertTrue(file().contains("reply: 421 closed\n"), file());
    }

    @Test
    void successIsReportedToThoseWhoAsked() throws IOException {
        Recipient bob = recipient("bob");
        Envelope envelope =
                envelope(
                        List.of(
                                new Recipient(
                                        bob.address(),
                                        Target.GIVEN,
                                        Notify.parse("SUCCESS").orElseThrow(),
                                        ""),
                                recipient("carol")));
        queued.defer(envelope, body(), Failures.tried(later("bob", "carol")));
        clock.advance(TWO_HOURS);
        runDue();

        assertEquals(List.of("delivered bob"), reports.told());
    }

    @Test
    void aMessageThatWasTakenAwayIsForgotten() throws IOException {
        take(later("bob"), "bob");
        Files.delete(path());
        clock.advance(TWO_HOURS);
        runDue();

        assertEquals(0, backlog.count());
        assertEquals(List.of(), attempts);
    }

    @Test
    void aFileAllOfWhoseRecipientsAreDoneIsRemovedAtTheStart() throws IOException {
        take(later("bob"), "bob");
        Files.writeString(path(), file().replace("done: n", "done: y"));

        restart();

        assertEquals(0, backlog.count());
        assertEquals(List.of(), files());
    }

    @Test
    void aFileThatCanNotBeReadNowIsReadLaterAndNotSetAside() throws IOException {
        take(later("bob"), "bob");
        disk.busy = true;
        restart();

        assertEquals(0, backlog.count());
        assertEquals(1, backlog.onDiskAlone());
        assertEquals(1, files().size());
        assertFalse(Files.exists(work.resolve("corrupt")));
        runner.scanForMore();
        assertEquals(0, threads.size(), "not at once");

        disk.busy = false;
        clock.advance(TWO_HOURS);
        runner.scanForMore();
        runDue();
        assertEquals(List.of("bob"), attempts);
        assertEquals(0, backlog.onDiskAlone());
    }

    private void start() {
        DeliveryLog deliveryLog = new DeliveryLog(log);
        Dispatcher dispatcher =
                new Dispatcher(
                        to -> Route.to(new Destination.Remote(to.address())),
                        () -> true,
                        new DropStreams(
                                new FakeMailboxes(),
                                threads::add,
                                new ManualTimer(),
                                () -> false,
                                () -> 0,
                                deliveryLog),
                        new ProgramStreams(
                                new FakeMailboxes().programs(), threads::add, deliveryLog),
                        this::answer,
                        threads::add,
                        new RecipientBindings(
                                Optional::empty,
                                to -> Route.to(new Destination.Remote(to.address()))),
                        deliveryLog);
        dispatcher.open();
        QueueStore store =
                new QueueStore(
                        new QueueFiles(
                                new QueueDirectory(work.resolve("queue"), disk),
                                new CorruptFolder(work.resolve("corrupt")),
                                deliveryLog),
                        backlog,
                        clock,
                        deliveryLog);
        OutcomeHandler outcomes =
                new OutcomeHandler(
                        reports,
                        _ -> new RetrySchedule(Duration.ZERO, TWO_HOURS, Duration.ofDays(4)),
                        Statistics.NONE,
                        new RecipientBindings(
                                Optional::empty,
                                to -> Route.to(new Destination.Remote(to.address()))),
                        clock,
                        deliveryLog);
        queued =
                new QueuedMail(
                        store, outcomes, clock, end -> threads.add(() -> runner.conclude(end)));
        runner =
                new QueueRunner(
                        store, backlog, queued, dispatcher, priority, clock, timer, threads::add);
    }

    private void answer(DeliveryAttempt attempt, SortedMap<Integer, EmailAddress> recipients) {
        recipients.forEach((recipientIndex, address) -> {
            attempts.add(address.localPart());
            DeliveryStatus answer = answers.get(address.localPart());
            if (dead.contains(address.localPart())) {
                attempts.removeLast();
                attempt.untried(
                        List.of(recipientIndex),
                        DEAD,
                        clock.instant().plus(Duration.ofMinutes(30)));
            } else if (answer == null) {
                attempt.delivered(
                        List.of(recipientIndex), Receipt.from("mx.b.example", "250 OK", false));
            } else {
                attempt.failed(List.of(recipientIndex), answer);
            }
        });
    }

    private void restart() {
        backlog = new Backlog(new QueueMemory(new MemoryAccount(1 << 20)));
        start();
        runner.scan();
    }

    private void runDue() {
        runner.runDue();
        runThreads();
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private void take(SortedMap<Integer, DeliveryStatus> failed, String... names)
            throws IOException {
        queued.defer(
                envelope(Stream.of(names).map(QueueRunnerTest::recipient).toList()),
                body(),
                Failures.tried(failed));
    }

    /** {@return what sends all of them to the queue, in other words than the hosts use later} */
    private static SortedMap<Integer, DeliveryStatus> later(String... names) {
        SortedMap<Integer, DeliveryStatus> failed = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            failed.put(i, DeliveryStatus.of(new EnhancedCode(4, 4, 1), "no connection"));
        }
        return failed;
    }

    private Envelope envelope(List<Recipient> recipients) {
        return new Envelope(
                ID, accepted, ReversePath.NULL, recipients, false, false, DsnRequest.NONE);
    }

    private static MemoryBody body() {
        return MemoryBody.of("hello\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Recipient recipient(String name) {
        return Recipient.of(EmailAddress.parse(name + "@b.example").orElseThrow());
    }

    private Path path() {
        return work.resolve("queue").resolve(ID.text());
    }

    private String file() {
        try {
            return Files.readString(path());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("queue"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
