package dmail.smtp.dns;

import dmail.common.address.Domain;
import dmail.common.config.type.GatewayLine;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.testing.TestDns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A machine mail.here.example at 192.0.2.99, its files, and the one name server it asks. */
final class DnsFixture implements AutoCloseable {
    final TestDns server;
    final MemoryLog log = new MemoryLog();
    final FakeClock clock = FakeClock.atNoon();
    private final Path folder;
    private final List<GatewayLine> gateways = new ArrayList<>();
    private final List<InetSocketAddress> servers;
    private boolean onDisk = true;
    private boolean toSelf;
    private Duration timeout = Duration.ofSeconds(5);
    private Dns dns;

    DnsFixture(Path folder) throws IOException {
        this.server = TestDns.start();
        this.folder = folder;
        this.servers = new ArrayList<>(List.of(server.address()));
        this.dns = open();
    }

    private Dns open() {
        OwnHost self =
                new OwnHost() {
                    @Override
                    public boolean isNamed(String host) {
                        return host.equals("mail.here.example");
                    }

                    @Override
                    public boolean has(InetAddress address) {
                        return address.isLoopbackAddress()
                                || address.getHostAddress().equals("192.0.2.99");
                    }
                };
        SystemFiles files = new SystemFiles(folder.resolve("resolv.conf"), folder.resolve("hosts"));
        return new Dns(
                settings(),
                new Dns.Dependencies(self, files, cacheFile(), clock, new Random(25)),
                log);
    }

    private DnsSettings settings() {
        return new DnsSettings(servers, timeout, 1000, onDisk, gateways, 25, toSelf);
    }

    ReverseNames.Found reverse(String address) {
        return dns.reverse(InetAddress.ofLiteral(address));
    }

    Optional<Domain> nameOf(String address, String before) {
        return dns.nameOf(InetAddress.ofLiteral(address), Domain.parse(before));
    }

    Path cacheFile() {
        return folder.resolve("dns.cache");
    }

    DnsFixture hostsFile(String text) throws IOException {
        Files.writeString(folder.resolve("hosts"), text);
        return this;
    }

    /** Takes the system's name servers, of which there are none, and its hosts file. */
    DnsFixture asTheSystemDoes() {
        servers.clear();
        dns.change(settings());
        return this;
    }

    DnsFixture asksFirst(InetSocketAddress address) {
        servers.addFirst(address);
        dns.change(settings());
        return this;
    }

    DnsFixture gateway(GatewayLine line) {
        gateways.add(line);
        dns.change(settings());
        return this;
    }

    /** Where silence is what is expected, little time is given to it. */
    DnsFixture withShortTimeout() {
        timeout = Duration.ofMillis(100);
        dns.change(settings());
        return this;
    }

    DnsFixture withOthersOnThisMachine() {
        toSelf = true;
        dns.change(settings());
        return this;
    }

    DnsFixture withoutDisk() {
        onDisk = false;
        dns.change(settings());
        return this;
    }

    /** Ends the server and starts another one. */
    void restart() {
        dns.close();
        dns = open();
    }

    /** Forgets what is in memory, as a reload does. */
    void forgetMemory() {
        dns.change(settings());
    }

    Exchangers of(String domain) {
        return of(domain, NextHop.USUAL);
    }

    Exchangers of(String domain, NextHop hop) {
        return dns.of(Domain.parse(domain).orElseThrow(), hop);
    }

    /** {@return hosts as {@code name:port address address}, else what came of it} */
    String route(String domain) {
        return switch (of(domain)) {
            case Exchangers.Hosts(var hosts) ->
                    hosts.stream().map(DnsFixture::text).collect(Collectors.joining("; "));
            case Exchangers.NoSuchDomain(String why) -> "none: " + why;
            case Exchangers.AcceptsNoMail _ -> "takes no mail";
            case Exchangers.OnlyOurselves(String why) -> "ourselves: " + why;
            case Exchangers.TryLater(String why) -> "later: " + why;
        };
    }

    /** {@return the names of the best exchangers, of those that were found} */
    List<String> found(String domain) {
        return of(domain) instanceof Exchangers.Hosts hosts ? hosts.best() : List.of();
    }

    /** {@return the same, of what is known already} */
    List<String> known(String domain) {
        return dns.best(Domain.parse(domain).orElseThrow());
    }

    DnsView explain(String domain) {
        return dns.explain(Domain.parse(domain).orElseThrow());
    }

    private static String text(Exchangers.Host host) {
        return host.name()
                + ":"
                + host.port()
                + host.addresses().stream()
                        .map(address -> " " + address.getHostAddress())
                        .collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
        dns.close();
        server.close();
    }
}
