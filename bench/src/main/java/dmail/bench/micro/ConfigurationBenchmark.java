package dmail.bench.micro;

import dmail.common.config.ConfigReading;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The reading of a dmail.conf, as at each start and reload. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ConfigurationBenchmark {
    private final Scratch scratch = Scratch.make();
    private final Path file = scratch.folder().resolve("dmail.conf");

    /** JMH sets it to each of these in turn. */
    @Param({"10", "10000"})
    int domains;

    @Setup
    public void write() throws IOException {
        Path folder = scratch.folder();
        List<String> lines = new ArrayList<>();
        lines.add("host_domain test.example");
        lines.add("sysadmin postmaster@test.example");
        lines.add("work_path " + folder);
        lines.add("drop_path " + folder);
        for (int domain = 0; domain < domains; domain++) {
            lines.add("# customer " + domain);
            lines.add("vdomain p%1$d /d%1$d d%1$d.example %2$s".formatted(domain, folder));
        }
        Files.write(file, lines);
        if (!ConfigReader.read(file, Server.DSMTP).isRight()) {
            throw new IOException("it has problems");
        }
    }

    @Benchmark
    public ConfigReading read() {
        return ConfigReader.read(file, Server.DSMTP);
    }

    @TearDown
    public void clean() throws IOException {
        scratch.close();
    }
}
