package dmail.bench.micro;

import dmail.common.address.EmailAddress;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.journal.Journal;
import dmail.smtp.journal.JournalEntry;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Messages of 4 KiB that are made safe and marked as done, each sync shared by who waits for one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class JournalBenchmark {
    private static final int SIZE = 4 * 1024;
    private static final ReversePath SENDER =
            ReversePath.parse("alice@client.example").orElseThrow();
    private static final List<Recipient> RECIPIENTS =
            List.of(Recipient.of(EmailAddress.parse("bob@test.example").orElseThrow()));

    private final Scratch scratch = Scratch.make();
    private final QueueIds ids = new QueueIds(InstantSource.system(), new Random(1));
    private final Journal journal = open(new WorkFolders(scratch.folder()));
    private final Body body = MemoryBody.of(new byte[SIZE]);

    private static Journal open(WorkFolders folders) {
        try {
            folders.create();
            return Journal.open(folders, new Random(1), new Silence());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Benchmark
    public void oneSession() throws IOException {
        commit();
    }

    @Benchmark
    @Threads(20)
    public void twentySessions() throws IOException {
        commit();
    }

    @Benchmark
    @Threads(100)
    public void hundredSessions() throws IOException {
        commit();
    }

    private void commit() throws IOException {
        Envelope envelope =
                new Envelope(
                        ids.next(),
                        Instant.EPOCH,
                        SENDER,
                        RECIPIENTS,
                        true,
                        false,
                        DsnRequest.NONE);
        JournalEntry entry = journal.commit(envelope, body);
        journal.done(entry, List.of(0));
    }

    @TearDown
    public void clean() throws IOException {
        journal.close();
        scratch.close();
    }

    /** Nobody reads what it would say. */
    private record Silence() implements Log {
        @Override
        public boolean writes(Level level) {
            return false;
        }

        @Override
        public void write(Level level, LogLine line) {}
    }
}
