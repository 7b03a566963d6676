package dmail.smtp.client;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The understanding of the next host's reply to EHLO, of six lines. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplyBenchmark {
    private static final List<String> LINES =
            List.of(
                    "250-mx.client.example",
                    "250-PIPELINING",
                    "250-SIZE 52428800",
                    "250-STARTTLS",
                    "250-8BITMIME",
                    "250 ENHANCEDSTATUSCODES");

    @Benchmark
    public void parse(Blackhole hole) throws ProtocolErrorException {
        ReplyParser parser = new ReplyParser();
        for (String line : LINES) {
            hole.consume(parser.take(line));
        }
    }
}
