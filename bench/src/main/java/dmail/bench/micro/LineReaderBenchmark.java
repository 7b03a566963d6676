package dmail.bench.micro;

import dmail.common.net.WireReader;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The reading of lines that a client has sent ahead; the time is that of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineReaderBenchmark {
    private static final int LINES = 1_000;
    private static final int LONGEST = 2_048;

    private final byte[] wire =
            "RCPT TO:<bob@test.example>\r\n".repeat(LINES).getBytes(StandardCharsets.US_ASCII);

    /** JMH sets it to each of these in turn. */
    @Param({"CRLF", "LF"})
    LineEnd lineEnd = LineEnd.CRLF;

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void read(Blackhole hole) throws IOException {
        WireReader reader =
                new WireReader(
                        new ByteArrayInputStream(wire),
                        new WireWriter(OutputStream.nullOutputStream()));
        for (int line = 0; line < LINES; line++) {
            hole.consume(reader.readLine(lineEnd, LONGEST));
        }
    }
}
