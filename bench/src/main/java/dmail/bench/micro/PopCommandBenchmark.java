package dmail.bench.micro;

import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopCommandParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The understanding of a line of a client that collects mail. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PopCommandBenchmark {
    /** JMH sets it to each of these in turn. */
    @Param({"USER ann@test.example", "PASS a pass phrase", "UIDL", "RETR 1042", "XYZZY"})
    String line = "";

    @Benchmark
    public PopCommand parse() {
        return PopCommandParser.parse(line);
    }
}
