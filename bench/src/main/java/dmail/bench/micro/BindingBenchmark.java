package dmail.bench.micro;

import dmail.common.address.EmailAddress;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.read.ConfigReader;
import dmail.smtp.binding.Asked;
import dmail.smtp.binding.BindingDecision;
import dmail.smtp.binding.BindingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * The choice of a binding, and of an option, with 1,000 bindings and 10,000 lines to_domain. A
 * choice may take 20 microseconds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BindingBenchmark {
    private static final int BINDINGS = 1_000;
    private static final int DOMAINS = 10_000;

    private final Scratch scratch = Scratch.make();

    /** What the rules look at; JMH sets it to each of these in turn. */
    @Param({"from *@", "to *@", "to *@*."})
    String rule = "";

    /** What JMH's setting up reads; a state has no constructor with arguments. */
    private record Site(BindingPolicy policy, ScopeTable scopes) {}

    private Optional<Site> site = Optional.empty();
    private List<Asked> asked = List.of();
    private List<Asked> ofNone = List.of();
    private List<ScopePlace> places = List.of();
    private int next;

    @Setup
    public void read() throws IOException {
        Configuration configuration = configuration();
        site =
                Optional.of(
                        new Site(
                                new BindingPolicy(
                                        configuration.located(BindingSettings.BIND_RULE),
                                        Map.of(),
                                        configuration.value(BindingSettings.DEFAULT_BINDING)),
                                ScopeTable.of(configuration)));
        List<Asked> mail = new ArrayList<>();
        List<Asked> others = new ArrayList<>();
        List<ScopePlace> destinations = new ArrayList<>();
        for (int number = 0; number < BINDINGS; number++) {
            mail.add(asked("b" + number));
            others.add(asked("d" + number));
            destinations.add(
                    new ScopePlace("b" + number, "d%d.example".formatted(number * 10), List.of()));
        }
        asked = List.copyOf(mail);
        ofNone = List.copyOf(others);
        places = List.copyOf(destinations);
    }

    private Configuration configuration() throws IOException {
        Path folder = scratch.folder();
        List<String> lines = new ArrayList<>();
        lines.add("host_domain test.example");
        lines.add("sysadmin postmaster@test.example");
        lines.add("work_path " + folder);
        lines.add("drop_path " + folder);
        for (int number = 0; number < BINDINGS; number++) {
            lines.add("binding b%1$d ehlo_hostname out%1$d.example".formatted(number));
            lines.add("bind_rule %2$sb%1$d.example use b%1$d".formatted(number, rule));
        }
        for (int number = 0; number < DOMAINS; number++) {
            lines.add("to_domain d%d.example max_outbound_connections 4".formatted(number));
        }
        Path file = Files.write(folder.resolve("dmail.conf"), lines);
        ConfigReading reading = ConfigReader.read(file, Server.DSMTP);
        if (!reading.isRight()) {
            throw new IOException(reading.problems().toString());
        }
        return reading.configuration();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** The domain in the key of the rules, and as the other end one that no rule has. */
    private Asked asked(String domain) {
        String host = rule.endsWith(".") ? "mail." : "";
        EmailAddress own = address("someone@%s%s.example".formatted(host, domain));
        EmailAddress other = address("x@other.example");
        boolean from = rule.startsWith("from");
        return asked(from ? own : other, from ? other : own);
    }

    private static Asked asked(EmailAddress from, EmailAddress to) {
        return new Asked(
                Optional.of(from),
                to,
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                _ -> Optional.empty());
    }

    /** What one recipient costs at its acceptance, by each rule in turn. */
    @Benchmark
    public BindingDecision choose() {
        next = (next + 1) % BINDINGS;
        return decide(asked.get(next));
    }

    /** The same by the first rule. */
    @Benchmark
    public BindingDecision first() {
        return decide(asked.getFirst());
    }

    /** The same by the last rule. */
    @Benchmark
    public BindingDecision last() {
        return decide(asked.getLast());
    }

    /** The same by no rule. */
    @Benchmark
    public BindingDecision none() {
        next = (next + 1) % BINDINGS;
        return decide(ofNone.get(next));
    }

    private BindingDecision decide(Asked mail) {
        return site.orElseThrow().policy().decide(mail);
    }

    /** What one option of a delivery costs. */
    @Benchmark
    public Optional<Found<Integer>> option() {
        next = (next + 1) % BINDINGS;
        return site.orElseThrow()
                .scopes()
                .ofMail(places.get(next))
                .find(SendingOptions.MAX_OUTBOUND_CONNECTIONS);
    }

    @TearDown
    public void clean() throws IOException {
        scratch.close();
    }
}
