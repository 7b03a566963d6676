package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.FakeReports;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
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
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message to recipients of several bindings, which are never reached. */
final class ScopedRetryTest {
    private static final QueueId ID = new QueueId("0123456789ABCD");
    private static final DeliveryStatus BUSY =
            new DeliveryStatus(new EnhancedCode(4, 2, 1), "busy", "mx.b.example", "450 4.2.1 busy");

    private final Path folder;
    private final QueueDirectory directory;
    private final FakeClock clock = FakeClock.atNoon();
    private final Instant noon = clock.instant();
    private final FakeReports reports = new FakeReports();
    private final Backlog backlog = new Backlog(new QueueMemory(new MemoryAccount(1 << 20)));
    private final QueueStore store;
    private final QueuedMail queued;
    private SourcePolicy policy = new SourcePolicy.Plain(new Domain("client.example"));

    ScopedRetryTest(@TempDir Path folder) {
        this.folder = folder;
        directory = new QueueDirectory(folder);
        DeliveryLog events = new DeliveryLog(new MemoryLog());
        QueueFiles files =
                new QueueFiles(
                        directory, new CorruptFolder(folder.resolveSibling("corrupt")), events);
        store = new QueueStore(files, backlog, clock, events);
        OutcomeHandler outcomes =
                new OutcomeHandler(
                        reports,
                        this::schedule,
                        Statistics.NONE,
                        new RecipientBindings(Optional::empty, ScopedRetryTest::route),
                        clock,
                        events);
        queued = new QueuedMail(store, outcomes, clock, Runnable::run);
    }

    /** The alias leads to another domain. */
    private static Route route(Recipient recipient) {
        return Route.to(
                new Destination.Remote(
                        recipient.address().localPart().equals("alias")
                                ? EmailAddress.parse("x@far.example").orElseThrow()
                                : recipient.address()));
    }

    private RetrySchedule schedule(Recipient recipient) {
        RetrySchedule usual =
                new RetrySchedule(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofDays(4));
        return new RetrySchedules(usual, policy, ScopedRetryTest::route).of(recipient);
    }

    private void configure(String... lines) {
        Configuration configuration =
                SendingLines.read("host_domain first.example\n" + String.join("\n", lines));
        policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        _ -> true,
                        new FakeHost());
    }

    private static Recipient recipient(String name, String binding) {
        return Recipient.of(EmailAddress.parse(name + "@b.example").orElseThrow())
                .by(new BindingChoice(binding, "", "/etc/dmail.conf:3"));
    }

    /** Their first attempts fail now, so that they are queued. */
    private void accept(Recipient... recipients) throws IOException {
        Envelope envelope =
                new Envelope(
                        ID,
                        noon,
                        ReversePath.NULL,
                        List.of(recipients),
                        false,
                        false,
                        DsnRequest.NONE);
        TreeMap<Integer, DeliveryStatus> why = new TreeMap<>();
        for (int index = 0; index < recipients.length; index++) {
            why.put(index, BUSY);
        }
        queued.defer(
                envelope,
                MemoryBody.of("hello\r\n".getBytes(StandardCharsets.US_ASCII)),
                Failures.tried(why));
    }

    /** Tries what is due, in vain, until that time, and returns who was tried when. */
    private List<String> tryUntil(Duration end) {
        List<String> tried = new ArrayList<>();
        while (backlog.find(ID).isPresent()
                && !backlog.find(ID).get().due().isAfter(noon.plus(end))) {
            clock.advance(Duration.between(clock.instant(), backlog.find(ID).get().due()));
            DeliveryAttempt attempt = begin();
            long second = Duration.between(noon, clock.instant()).toSeconds();
            for (int index : attempt.recipientIndexes()) {
                tried.add(
                        second
                                + " "
                                + attempt.envelope().recipients().get(index).address().localPart());
            }
            attempt.failed(attempt.recipientIndexes(), BUSY);
        }
        return tried;
    }

    private DeliveryAttempt begin() {
        assertEquals(List.of(ID), backlog.takeDue(clock.instant(), 10));
        return queued.attempt(store.take(ID).orElseThrow());
    }

    private List<RecipientStatus> left() throws IOException {
        QueuedMessage message = ((Understood) directory.read(folder.resolve(ID.text()))).message();
        return message.recipients();
    }

    @Test
    void momN11_eachRecipientIsTriedByTheOptionsOfItsBinding() throws IOException {
        configure("binding one retry_interval 600", "binding two retry_interval 1000");
        accept(recipient("bob", "one"), recipient("carol", "two"), recipient("dave", "default"));

        assertEquals(
                List.of("300 dave", "600 bob", "1000 carol", "1200 dave", "1800 bob"),
                tryUntil(Duration.ofMinutes(30)));
    }

    @Test
    void oldRetryIntervalAsBefore() throws IOException {
        configure("retry_interval 7200", "binding one max_retries 5");
        accept(recipient("bob", "one"), recipient("carol", "default"));

        assertEquals(
                List.of("300 bob", "300 carol", "1200 bob", "1200 carol", "3000 bob", "3000 carol"),
                tryUntil(Duration.ofMinutes(60)));
    }

    /** The same message by two bindings. */
    @Test
    void momN12_theyExpireAtDifferentTimes() throws IOException {
        configure(
                "binding one message_expiration 1h",
                "binding two message_expiration 2h",
                "binding two domain b.example message_expiration 3h");
        accept(recipient("bob", "one"), recipient("carol", "two"));

        assertEquals(
                List.of("300 bob", "300 carol", "1200 bob", "1200 carol", "3000 carol", "3600 bob"),
                tryUntil(Duration.ofMinutes(60)));
        assertEquals(List.of("failed bob 5.4.7"), reports.told());

        assertEquals("10800 carol", tryUntil(Duration.ofDays(4)).getLast());
        assertEquals(List.of("failed bob 5.4.7", "failed carol 5.4.7"), reports.told());
    }

    @Test
    void momN11_theNumberOfAttemptsIsLimitedInAll() throws IOException {
        configure(
                "binding one retry_interval 60",
                "binding one max_retries 3",
                "binding two retry_interval 60",
                "binding two max_retries none");
        accept(recipient("bob", "one"), recipient("carol", "two"));

        assertEquals(
                List.of("60 bob", "60 carol", "180 bob", "180 carol", "420 carol"),
                tryUntil(Duration.ofMinutes(7)));
        assertEquals(List.of("failed bob 5.4.7"), reports.told());
    }

    @Test
    void momN11_oneAttemptIsAllOfOne() throws IOException {
        configure("to_domain *.example max_retries 1");
        RetryDecision decision =
                RetryDecision.on(
                        Failures.tried(new TreeMap<>(Map.of(0, BUSY))),
                        _ -> 0,
                        noon,
                        noon,
                        _ -> schedule(recipient("bob", "default")));

        assertEquals(
                "not delivered in 1 attempt; at last: busy",
                decision.givenUp().sequencedValues().getFirst().text());
    }

    /** Carol isn't tried when bob's notice is sent, and her sender hears of her all the same. */
    @Test
    void momN20_eachDelayIsToldOnce() throws IOException {
        configure(
                "binding one delay_notice 1h",
                "binding two delay_notice 2h",
                "binding three delay_notice 0",
                "binding three retry_interval 5m");
        accept(recipient("bob", "one"), recipient("carol", "two"), recipient("erin", "three"));

        List<String> _ = tryUntil(Duration.ofHours(20));

        assertEquals(
                List.of(
                        "delayed bob until 2026-11-25T12:00:00Z",
                        "delayed carol until 2026-11-25T12:00:00Z"),
                reports.told());
        assertEquals(
                List.of(true, true, false), left().stream().map(RecipientStatus::noticed).toList());
        assertTrue(
                Files.readString(folder.resolve(ID.text())).contains("\nnoticed: yyn\n"),
                "letters");
    }

    /** The retries of both come at other times, and the notice of one isn't that of the other. */
    @Test
    void aNoticeForThoseWhoAreTriedNowIsNotForTheOthers() throws IOException {
        configure("binding one retry_interval 1h", "binding two retry_interval 5h");
        accept(recipient("bob", "one"), recipient("carol", "two"));

        List<String> _ = tryUntil(Duration.ofHours(8));

        assertEquals(
                List.of(
                        "delayed carol until 2026-11-25T12:00:00Z",
                        "delayed bob until 2026-11-25T12:00:00Z"),
                reports.told());
    }

    @Test
    void momN11_anAliasHasTheOptionsOfTheDomainThatItLeadsTo() throws IOException {
        configure(
                "to_domain far.example retry_interval 60", "to_domain b.example retry_interval 5");
        accept(recipient("alias", "default"));

        assertEquals(List.of("60 alias", "180 alias"), tryUntil(Duration.ofSeconds(200)));
    }

    @Test
    void mailThatStaysHereHasNoOptionsOfBindings() throws IOException {
        configure("binding default retry_interval 60", "to_domain b.example max_retries 2");
        accept(recipient("bob", "default").by(BindingChoice.UNDECIDED));

        assertEquals(List.of("300 bob", "1200 bob"), tryUntil(Duration.ofMinutes(20)));
    }

    @Test
    void aReloadCountsFromTheNextAttempt() throws IOException {
        configure("binding one retry_interval 600");
        accept(recipient("bob", "one"));
        configure("binding one retry_interval 60", "binding one max_retry_interval 60");

        assertEquals(List.of("600 bob", "660 bob", "720 bob"), tryUntil(Duration.ofMinutes(12)));
    }
}
