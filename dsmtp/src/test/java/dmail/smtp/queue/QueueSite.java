package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.FakeMailboxes;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.report.ReportSettings;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A queue on a folder, with mailboxes in memory, and what a crash leaves of it. */
final class QueueSite {
    static final Domain HERE = new Domain("a.example");

    final FakeMailboxes mailboxes = new FakeMailboxes();
    final MemoryLog log = new MemoryLog();
    final FakeClock clock = FakeClock.atNoon();
    private final Path folder;
    private int starts;
    private boolean duplicates;
    private volatile Optional<Outgoing> outgoing = Optional.empty();
    private volatile boolean isFaulty;

    QueueSite(Path folder) {
        this.folder = folder;
    }

    /** By which bindings mail leaves from now on. */
    void outgoing(Optional<Outgoing> other) {
        outgoing = other;
    }

    void allowDuplicates() {
        duplicates = true;
    }

    /** Whether it fails to say what there is of bindings, as no program should. */
    void faulty(boolean from) {
        isFaulty = from;
    }

    private Optional<Outgoing> outgoing() {
        if (isFaulty) {
            throw new IllegalStateException("a fault");
        }
        return outgoing;
    }

    static void awaitNothingUnderWay(DurableQueue queue) {
        while (queue.counts().inJournal() > 0) {
            Thread.onSpinWait();
        }
    }

    DurableQueue open(String work) throws IOException {
        return open(work, log);
    }

    DurableQueue open(String work, MemoryLog to) throws IOException {
        starts++;
        return DurableQueue.open(
                new DurableQueue.Settings(
                        folder.resolve(work),
                        _ ->
                                new RetrySchedule(
                                        Duration.ZERO, Duration.ofHours(2), Duration.ofDays(4)),
                        new MemoryAccount(32 << 20)),
                new DurableQueue.Dependencies(
                        mailboxes::route,
                        () -> duplicates,
                        mailboxes,
                        mailboxes.programs(),
                        () -> ReportSettings.of(HERE, HERE, false),
                        (_, _) -> new Exchangers.TryLater("no name server answers"),
                        () -> new SourcePolicy.Plain(HERE),
                        this::outgoing,
                        TestConnector.make(),
                        Statistics.NONE,
                        clock,
                        ZoneOffset.UTC,
                        new Random(starts)),
                to);
    }

    static QueueId send(DurableQueue queue, String text, String... recipients) throws IOException {
        return sendFrom(ReversePath.NULL, queue, text, recipients);
    }

    static QueueId sendFrom(
            ReversePath sender, DurableQueue queue, String text, String... recipients)
            throws IOException {
        return accept(sender, queue, text, recipients).id();
    }

    /** What {@link #send} has made of a message. */
    record Sent(QueueId id, WeakReference<Body> body) {}

    static Sent accept(ReversePath sender, DurableQueue queue, String text, String... recipients)
            throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try (BodySink sink = queue.newBody()) {
            sink.write(octets, 0, octets.length);
            Body body = sink.finish();
            queue.accept(
                    new Envelope(
                            sink.id(),
                            Instant.parse("2026-11-21T12:00:00Z"),
                            sender,
                            Stream.of(recipients)
                                    .map(r -> Recipient.of(EmailAddress.parse(r).orElseThrow()))
                                    .toList(),
                            false,
                            false,
                            DsnRequest.NONE),
                    body);
            return new Sent(sink.id(), new WeakReference<>(body));
        }
    }

    /** What the file system holds at this moment, as a killed process leaves it. */
    void copy(String from, String to) {
        try (Stream<Path> files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(to).resolve(folder.resolve(from).relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void assertNothingIsLeft(String work) throws IOException {
        assertEquals(List.of(), list(work + "/queue"));
        assertEquals(List.of(), list(work + "/spool"));
        MemoryLog again = new MemoryLog();
        open(work, again).close();
        assertTrue(
                again.lines().contains("info: - journal read messages=0"), again.lines()::toString);
    }

    List<String> list(String path) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
