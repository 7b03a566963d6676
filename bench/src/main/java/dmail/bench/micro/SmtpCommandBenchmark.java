package dmail.bench.micro;

import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.CommandParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The understanding of a line of a mail client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmtpCommandBenchmark {
    /** JMH sets it to each of these in turn. */
    @Param({
        "EHLO client.example",
        "MAIL FROM:<alice@client.example> SIZE=4096 BODY=8BITMIME",
        "RCPT TO:<bob.smith+list@test.example> NOTIFY=SUCCESS,FAILURE",
        "DATA",
        "XYZZY with an argument"
    })
    String line = "";

    @Benchmark
    public Command parse() {
        return CommandParser.parse(line);
    }
}
