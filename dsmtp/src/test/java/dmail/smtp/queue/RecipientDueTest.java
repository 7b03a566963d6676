package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.BusyDisk;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.FakeReports;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.QueueMemory;
import dmail.smtp.queuefile.CorruptFolder;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipients of one message are due at times of their own: bob at noon, carol an hour later. */
final class RecipientDueTest {
    private static final QueueId ID = new QueueId("0123456789ABCD");
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final DeliveryStatus BUSY =
            new DeliveryStatus(new EnhancedCode(4, 2, 1), "busy", "mx.b.example", "450 4.2.1 busy");
    private static final DeliveryStatus REFUSED =
            new DeliveryStatus(new EnhancedCode(5, 1, 1), "no", "mx.b.example", "550 5.1.1 no");

    private final Path folder;
    private final BusyDisk disk = new BusyDisk();
    private final QueueDirectory directory;
    private final FakeClock clock = FakeClock.atNoon();
    private final Instant noon = clock.instant();
    private final Instant one = noon.plusSeconds(3600);
    private final MemoryLog log = new MemoryLog();
    private final FakeReports reports = new FakeReports();
    private final Backlog backlog = new Backlog(new QueueMemory(new MemoryAccount(1 << 20)));
    private final QueueStore store;
    private final QueuedMail queued;

    RecipientDueTest(@TempDir Path folder) {
        this.folder = folder;
        directory = new QueueDirectory(folder, disk);
        DeliveryLog events = new DeliveryLog(log);
        QueueFiles files =
                new QueueFiles(
                        directory, new CorruptFolder(folder.resolveSibling("corrupt")), events);
        store = new QueueStore(files, backlog, clock, events);
        OutcomeHandler outcomes =
                new OutcomeHandler(
                        reports,
                        _ -> new RetrySchedule(Duration.ZERO, TWO_HOURS, Duration.ofDays(4)),
                        Statistics.NONE,
                        new RecipientBindings(
                                Optional::empty, _ -> Route.to(new Destination.Nowhere())),
                        clock,
                        events);
        queued = new QueuedMail(store, outcomes, clock, this::conclude);
    }

    /** By then a disk that was busy is fine again. */
    private void conclude(Runnable end) {
        disk.busy = false;
        end.run();
    }

    @BeforeEach
    void queue() throws IOException {
        Envelope envelope =
                new Envelope(
                        ID,
                        noon,
                        ReversePath.NULL,
                        List.of(recipient("bob"), recipient("carol")),
                        false,
                        false,
                        DsnRequest.NONE);
        directory.store(
                QueuedMessage.of(
                        envelope,
                        List.of(
                                new RecipientStatus(recipient("bob"), 1, BUSY, noon),
                                new RecipientStatus(recipient("carol"), 1, BUSY, one)),
                        MemoryBody.of("hello\r\n".getBytes(StandardCharsets.US_ASCII))));
        store.scan();
    }

    private static Recipient recipient(String name) {
        return Recipient.of(EmailAddress.parse(name + "@b.example").orElseThrow())
                .by(new BindingChoice("bulk", "", "/etc/dmail.conf:3"));
    }

    @Test
    void aMessageIsDueWhenTheFirstOfThemIsAndOnlyThisOneIsTried() {
        assertEquals(noon, due());
        assertEquals(List.of(0), begin().recipientIndexes());
    }

    @Test
    void whoWasTriedAgainInVainWaitsAndTheOtherKeepsHisTime() throws IOException {
        int before = log.lines().size();
        begin().failed(List.of(0), BUSY);

        assertEquals(one, due());
        assertEquals(noon.plus(TWO_HOURS), status(0).due());
        assertEquals(2, status(0).attempts());
        assertEquals(one, status(1).due());
        assertEquals(1, status(1).attempts());
        assertEquals(before + 1, log.lines().size(), "nothing is said of carol: " + log.lines());

        clock.advance(Duration.ofHours(1));
        assertEquals(List.of(1), begin().recipientIndexes());
    }

    @Test
    void theFileIsWrittenAnewWhenTheFailureIsAnotherAndNothingElseIsDifferent() throws IOException {
        begin().failed(List.of(0), DeliveryStatus.of(new EnhancedCode(4, 4, 1), "no connection"));

        assertEquals("no connection", status(0).last().text());
        assertEquals(List.of("bob", "carol"), left());
        assertEquals(one, due());
        assertEquals("bulk", status(1).recipient().choice().binding());
    }

    @Test
    void theMessageStaysForTheOtherWhenTheFirstHasIt() throws IOException {
        begin().delivered(List.of(0), Receipt.from("mx.b.example", "250 OK", false));

        assertEquals(List.of("carol"), left());
        assertEquals(one, due());
        assertEquals(one, status(0).due());

        clock.advance(Duration.ofHours(1));
        begin().delivered(List.of(0), Receipt.from("mx.b.example", "250 OK", false));
        assertFalse(Files.exists(folder.resolve(ID.text())));
        assertEquals(0, backlog.count());
    }

    @Test
    void theMessageStaysForTheOtherWhenTheFirstIsGivenUp() throws IOException {
        begin().failed(List.of(0), REFUSED);

        assertEquals(List.of("failed bob 5.1.1"), reports.told());
        assertEquals(List.of("carol"), left());
        assertEquals(one, due());
    }

    @Test
    void whoWasSkippedIsTriedWhenHisHostMayBeAndTheOtherInHisTime() throws IOException {
        String before = Files.readString(folder.resolve(ID.text()));
        begin().untried(List.of(0), BUSY, noon.plusSeconds(60));

        assertEquals(noon.plusSeconds(60), due());
        assertEquals(before, Files.readString(folder.resolve(ID.text())));

        clock.advance(Duration.ofMinutes(1));
        begin().untried(List.of(0), BUSY, one.plusSeconds(60));
        assertEquals(one, due(), "carol's");
    }

    @Test
    void anAdministratorWhoHasItTriedNowMeansAll() throws IOException {
        assertTrue(backlog.makeDue(ID, noon));
        begin().failed(List.of(0, 1), BUSY);

        assertEquals(2, status(0).attempts());
        assertEquals(2, status(1).attempts());
        assertEquals(noon.plus(TWO_HOURS), due());

        clock.advance(TWO_HOURS);
        assertEquals(List.of(0, 1), begin().recipientIndexes(), "both failed at the same time");
    }

    /** Carol isn't due, so what she expands to is not asked. */
    @Test
    void whoStandsForSeveralIsReplacedAndTheOtherStays() throws IOException {
        Recipient bob = recipient("bob");
        DeliveryAttempt parted =
                begin().split(
                                new TreeMap<>(
                                        Map.of(
                                                0,
                                                List.of(
                                                        bob.part(target("dave")),
                                                        bob.part(target("erin"))))));

        assertEquals(List.of(0, 1), parted.recipientIndexes());
        parted.failed(List.of(0, 1), BUSY);
        assertEquals(List.of("bob", "bob", "carol"), left());
        assertEquals(one, due());
        assertEquals("bulk", status(1).recipient().choice().binding(), "as bob's");
    }

    private static Target target(String name) {
        return new Target.Address(EmailAddress.parse(name + "@c.example").orElseThrow());
    }

    /** It is of version 2 as soon as it must be written anew. */
    @Test
    void bi38_anOldFileIsTriedForAll() throws IOException {
        Path file = folder.resolve(ID.text());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("File: 2", "File: 1")
                        .replaceAll(
                                "(?m)^(listener|reached|client|login|group|trusted|next):.*\\R", "")
                        .replaceAll(" BINDING.*", ""));
        backlog.forget(ID);
        store.scan();
        assertEquals(noon, due());

        DeliveryAttempt attempt = begin();
        assertEquals(List.of(0, 1), attempt.recipientIndexes());
        attempt.failed(List.of(0, 1), BUSY);
        assertTrue(Files.readString(file).startsWith("DMail-Queue-File: 1\n"));
        assertEquals(noon.plus(TWO_HOURS), due());

        clock.advance(TWO_HOURS);
        attempt = begin();
        assertEquals(List.of(0, 1), attempt.recipientIndexes());
        attempt.failed(List.of(1), BUSY);
        attempt.failed(List.of(0), DeliveryStatus.of(new EnhancedCode(4, 4, 1), "no connection"));
        assertTrue(Files.readString(file).startsWith("DMail-Queue-File: 2\n"));
        assertEquals(noon.plus(TWO_HOURS.multipliedBy(2)), status(0).due());
        assertEquals(3, status(1).attempts());
        assertEquals(BindingChoice.UNDECIDED, status(1).recipient().choice());
    }

    /** There was no descriptor left just then; that is no reason to deliver to bob again. */
    @Test
    void whoHasItDoesNotGetItAgainWhenThatCouldNotBeMarkedAtOnce() throws IOException {
        DeliveryAttempt attempt = begin();
        disk.busy = true;
        attempt.delivered(List.of(0), Receipt.from("mx.b.example", "250 OK", false));

        assertEquals(List.of("carol"), left());
        assertEquals(one, due());
    }

    /** As above, where the other has failed as before, so that his lines are changed in place. */
    @Test
    void whoHasItDoesNotGetItAgainWhenTheOtherFailsAsBefore() throws IOException {
        assertTrue(backlog.makeDue(ID, noon));
        DeliveryAttempt attempt = begin();
        disk.busy = true;
        attempt.delivered(List.of(0), Receipt.from("mx.b.example", "250 OK", false));
        attempt.failed(List.of(1), BUSY);

        assertEquals(List.of("carol"), left());
        assertEquals(2, status(0).attempts());
    }

    /** {@return the attempt that begins now} */
    private DeliveryAttempt begin() {
        assertEquals(List.of(ID), backlog.takeDue(clock.instant(), 10));
        return queued.attempt(store.take(ID).orElseThrow());
    }

    private Instant due() {
        return backlog.find(ID).orElseThrow().due();
    }

    private QueuedMessage read() throws IOException {
        return ((Understood) directory.read(folder.resolve(ID.text()))).message();
    }

    private RecipientStatus status(int index) throws IOException {
        return read().recipients().get(index);
    }

    private List<String> left() throws IOException {
        return read().recipients().stream()
                .map(status -> status.recipient().address().localPart())
                .toList();
    }
}
