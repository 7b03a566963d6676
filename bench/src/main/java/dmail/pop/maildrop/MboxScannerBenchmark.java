package dmail.pop.maildrop;

import dmail.pop.mbox.MboxScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** The finding of messages of 4 KiB in a drop file; the time is that of one message. */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MboxScannerBenchmark {
    private static final int MESSAGES = 1_000;
    private static final String MESSAGE =
            "From alice@client.example Sat Jan  3 01:05:34 2026\n"
                    + "From: <alice@client.example>\nSubject: scanned\n\n"
                    + ("x".repeat(78) + "\n").repeat(50)
                    + "\n";

    private final Path file = write();
    private final FileChannel channel = open(file);

    private static Path write() {
        try {
            return Files.writeString(
                    Files.createTempFile("scanned", ".mbox"),
                    MESSAGE.repeat(MESSAGES),
                    StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void scan(Blackhole hole) throws IOException {
        MboxScanner.scan(channel, 0, channel.size(), hole::consume, () -> {});
    }

    @TearDown
    public void clean() throws IOException {
        channel.close();
        Files.delete(file);
    }
}
