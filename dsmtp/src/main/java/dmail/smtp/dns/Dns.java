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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Mail exchangers by the settings in force, put together. */
public final class Dns implements MailExchangers, AutoCloseable {
    private final World world;
    private final DnsLog log;
    private final DiskAnswers disk;
    private final HostsFile hosts;
    private final ResolvConf system;
    private volatile MailRoutes routes;

    /**
     * The world around.
     *
     * @param file where good answers are remembered
     */
    public record World(
            OwnHost self,
            SystemFiles files,
            Path file,
            InstantSource clock,
            RandomGenerator random) {}

    public Dns(DnsSettings settings, World world, Log log) {
        this.world = world;
        this.log = new DnsLog(log);
        this.disk = new DiskAnswers(new DiskFile(world.file(), this.log), world.clock());
        this.hosts = new HostsFile(world.files().hosts(), log);
        this.system = new ResolvConf(world.files().resolvConf(), log);
        this.routes = routes(settings);
    }

    private MailRoutes routes(DnsSettings settings) {
        boolean bySystem = settings.servers().isEmpty();
        LastGoodAnswers memories = settings.onDisk() ? disk : LastGoodAnswers.NONE;
        MemoryAnswers memory =
                new MemoryAnswers(
                        new AnswerRecorder(resolver(settings, bySystem), memories),
                        task -> Thread.ofVirtual().name("dns").start(task),
                        settings.entries(),
                        Ticker.systemTicker());
        Function<String, List<InetAddress>> file =
                bySystem ? hosts::addresses : _ -> List.<InetAddress>of();
        HostAddresses addresses = new HostAddresses(file, memory, memories, log);
        OwnHost self = settings.toSelf() ? new NameOnlyHost(world.self()) : world.self();
        ExchangerRoutes exchangers =
                new ExchangerRoutes(memory, addresses, self, settings.port(), world.random());
        return new MailRoutes(settings.gateways(), settings.port(), self, addresses, exchangers);
    }

    private Resolver resolver(DnsSettings settings, boolean bySystem) {
        Supplier<List<InetSocketAddress>> places = bySystem ? system::servers : settings::servers;
        NameServers servers =
                new NameServers(places, settings.patience(), world.random(), NameServer::ask);
        return bySystem ? question -> withoutNetwork(question, servers) : servers;
    }

    /** A machine without any name server sends mail to the hosts in its hosts file. */
    private SourcedAnswer withoutNetwork(Question question, Resolver servers) {
        boolean island = system.servers().isEmpty() && !hosts.addresses(question.name()).isEmpty();
        return island
                ? new SourcedAnswer(new Answer.Nothing(Duration.ZERO), "no name server is known")
                : servers.ask(question);
    }

    /**
     * From now on these settings count; what is being looked up goes on. What memory holds is
     * forgotten, so that an administrator who has put DNS right need not wait.
     */
    public void change(DnsSettings settings) {
        routes = routes(settings);
    }

    @Override
    public Exchangers of(Domain domain) {
        return routes.of(domain, new LookupTrace());
    }

    /** {@return where mail for the domain would go now, and how that was found out} */
    public DnsView explain(Domain domain) {
        LookupTrace trail = new LookupTrace();
        Exchangers end = routes.of(domain, trail);
        return new DnsView(trail.steps(), end);
    }

    @Override
    public void close() {
        disk.close();
    }
}
