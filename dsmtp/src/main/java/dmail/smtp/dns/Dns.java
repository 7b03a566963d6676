package dmail.smtp.dns;

import com.github.benmanes.caffeine.cache.Ticker;
import dmail.common.address.Domain;
import dmail.common.log.Log;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The mail exchangers of domains, by the current settings. */
public final class Dns implements MailExchangers, AutoCloseable {
    private final Dependencies dependencies;
    private final DnsLog log;
    private final DiskAnswers disk;
    private final HostsFile hosts;
    private final ResolvConf system;
    private volatile DnsSettings current;
    private volatile MailRoutes routes;

    /**
     * What the resolver depends on.
     *
     * @param file where good answers are remembered
     */
    public record Dependencies(
            OwnHost self,
            SystemFiles files,
            Path file,
            InstantSource clock,
            RandomGenerator random) {}

    public Dns(DnsSettings settings, Dependencies dependencies, Log log) {
        this.dependencies = dependencies;
        this.log = new DnsLog(log);
        this.disk =
                new DiskAnswers(new DiskFile(dependencies.file(), this.log), dependencies.clock());
        this.hosts = new HostsFile(dependencies.files().hosts(), log);
        this.system = new ResolvConf(dependencies.files().resolvConf(), log);
        this.current = settings;
        this.routes = routes(settings);
    }

    private MailRoutes routes(DnsSettings settings) {
        boolean bySystem = settings.servers().isEmpty();
        LastGoodAnswers lastGoodAnswers = settings.onDisk() ? disk : LastGoodAnswers.NONE;
        MemoryAnswers memory =
                new MemoryAnswers(
                        new AnswerRecorder(resolver(settings, bySystem), lastGoodAnswers),
                        task -> Thread.ofVirtual().name("dns").start(task),
                        settings.entries(),
                        Ticker.systemTicker());
        Function<String, List<InetAddress>> file =
                bySystem ? hosts::addresses : _ -> List.<InetAddress>of();
        HostAddresses addresses = new HostAddresses(file, memory, lastGoodAnswers, log);
        OwnHost self = settings.toSelf() ? dependencies.self().byNameOnly() : dependencies.self();
        ExchangerRoutes exchangers =
                new ExchangerRoutes(
                        memory, addresses, self, settings.port(), dependencies.random());
        return new MailRoutes(settings.gateways(), settings.port(), self, addresses, exchangers);
    }

    private Resolver resolver(DnsSettings settings, boolean bySystem) {
        Supplier<List<InetSocketAddress>> servers = bySystem ? system::servers : settings::servers;
        NameServers resolver =
                new NameServers(
                        servers, settings.timeout(), dependencies.random(), NameServer::ask);
        return bySystem ? question -> withoutNetwork(question, resolver) : resolver;
    }

    /** A machine without a name server sends mail to the hosts in its hosts file. */
    private SourcedAnswer withoutNetwork(Question question, Resolver resolver) {
        boolean island = system.servers().isEmpty() && !hosts.addresses(question.name()).isEmpty();
        return island
                ? new SourcedAnswer(new Answer.Nothing(Duration.ZERO), "no name server is known")
                : resolver.ask(question);
    }

    /**
     * Uses new settings; look-ups under way are completed with the old ones. The cache is cleared,
     * so that an administrator who has corrected DNS need not wait.
     */
    public void change(DnsSettings settings) {
        current = settings;
        routes = routes(settings);
    }

    @Override
    public Exchangers of(Domain domain, NextHop hop) {
        return routes.of(domain, hop, new LookupTrace());
    }

    /** {@return the addresses of a host; empty when they can't be known now} May take some time. */
    public Optional<List<InetAddress>> addresses(String host) {
        return routes.addresses(host);
    }

    /**
     * {@return the names of the domain's exchangers of the best preference, in lower case and in
     * order, as far as they are known; nobody is asked}
     */
    public List<String> best(Domain domain) {
        return routes.best(domain);
    }

    /** {@return the hosts that mail for the domain would go to now, and how they were found} */
    public DnsView explain(Domain domain) {
        LookupTrace trace = new LookupTrace();
        Exchangers end = routes.of(domain, NextHop.USUAL, trace);
        return new DnsView(trace.steps(), end);
    }

    /** {@return the names of an address, asked now} May take some time. */
    public ReverseNames.Found reverse(InetAddress address) {
        return reverseNames().of(address);
    }

    /**
     * {@return the name of an address that leads back to it, asked now} May take some time.
     *
     * @param before the name it had, which it keeps while nobody knows
     */
    public Optional<Domain> nameOf(InetAddress address, Optional<Domain> before) {
        ReverseNames.Found found = reverseNames().leadingBack(address);
        return found.failure().isEmpty()
                ? found.names().stream().findFirst().flatMap(Domain::parse)
                : before;
    }

    private ReverseNames reverseNames() {
        DnsSettings now = current;
        boolean bySystem = now.servers().isEmpty();
        return new ReverseNames(
                resolver(now, bySystem), bySystem ? hosts::addresses : _ -> List.of());
    }

    @Override
    public void close() {
        disk.close();
    }
}
