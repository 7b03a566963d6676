package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.net.HostAddresses;
import dmail.common.net.InterfaceAddresses;
import dmail.smtp.client.local.SourceTrial;
import dmail.smtp.source.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the system says of this machine, asked again every few seconds. Thread-safe. */
final class ThisMachine implements Machine {
    private static final Duration LIFE = Duration.ofSeconds(5);

    /** Each connection asks, and DNS changes seldom. */
    private static final Duration LIFE_OF_A_NAME = Duration.ofMinutes(5);

    private static final Duration RESOLVER_TIMEOUT = Duration.ofSeconds(10);

    private final Path nameFile;
    private final NameLookup reverse;
    private final LongSupplier nanoTime;
    private final Map<Domain, Known<List<InetAddress>>> named = new ConcurrentHashMap<>();
    private final Map<InetAddress, Known<Optional<Domain>>> names = new ConcurrentHashMap<>();
    private volatile Optional<Known<Optional<Domain>>> name = Optional.empty();
    private volatile Optional<Known<List<InetAddress>>> interfaces = Optional.empty();

    /** Looks up the name of an address that leads back to it; may take some time. */
    @FunctionalInterface
    interface NameLookup {
        /**
         * {@return the name}
         *
         * @param before the one that was found last, which is the answer while nobody knows
         */
        Optional<Domain> of(InetAddress address, Optional<Domain> before);
    }

    /**
     * @param nameFile has the name of the machine
     * @param nanoTime a monotonic clock
     */
    ThisMachine(Path nameFile, NameLookup reverse, LongSupplier nanoTime) {
        this.nameFile = nameFile;
        this.reverse = reverse;
        this.nanoTime = nanoTime;
    }

    static Machine of(FileSystem files, NameLookup reverse) {
        return new ThisMachine(files.getPath("/etc/hostname"), reverse, System::nanoTime);
    }

    private record Known<T>(T value, long since) {}

    private <T> Known<T> fresh(Optional<Known<T>> last, Supplier<T> ask) {
        return fresh(last, LIFE, ask);
    }

    private <T> Known<T> fresh(Optional<Known<T>> last, Duration life, Supplier<T> ask) {
        long now = nanoTime.getAsLong();
        return last.filter(known -> now - known.since() < life.toNanos())
                .orElseGet(() -> new Known<>(ask.get(), now));
    }

    @Override
    public List<InetAddress> addresses(IpFamily family) {
        Known<List<InetAddress>> now = fresh(interfaces, InterfaceAddresses::networksFirst);
        interfaces = Optional.of(now);
        return now.value().stream()
                .filter(address -> IpFamily.of(address) == family)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    /** The names are those of {@code bind_address} lines, so they are few. */
    @Override
    public List<InetAddress> named(Domain host) {
        Optional<Known<List<InetAddress>>> last = Optional.ofNullable(named.get(host));
        Known<List<InetAddress>> now = fresh(last, () -> resolve(host, last));
        named.put(host, now);
        return now.value();
    }

    /** While nobody knows, the addresses that it had stay: mail never leaves by others for that. */
    private static List<InetAddress> resolve(Domain host, Optional<Known<List<InetAddress>>> last) {
        List<InetAddress> found = Resolver.SYSTEM.of(host.name());
        return found.isEmpty() ? last.map(Known::value).orElse(found) : found;
    }

    /** Made when a name is asked for; the threads of all its calls are few. */
    private static final class Resolver {
        static final HostAddresses SYSTEM = new HostAddresses(RESOLVER_TIMEOUT);
    }

    /** The addresses are sources of ours, so they are few. */
    @Override
    public Optional<Domain> nameOf(InetAddress address) {
        Optional<Known<Optional<Domain>>> last = Optional.ofNullable(names.get(address));
        Known<Optional<Domain>> now =
                fresh(last, LIFE_OF_A_NAME, () -> reverse.of(address, last.flatMap(Known::value)));
        names.put(address, now);
        return now.value();
    }

    @Override
    public Optional<InetAddress> chosenFor(InetAddress exchanger) {
        return SourceTrial.chosenFor(exchanger);
    }

    @Override
    public boolean leads(InetAddress source, InetAddress exchanger) {
        return new SourceTrial(source, exchanger).isLeading();
    }

    @Override
    public boolean has(InetAddress address) {
        return SourceTrial.has(address);
    }

    @Override
    public Optional<Domain> name() {
        Known<Optional<Domain>> now = fresh(name, this::readName);
        name = Optional.of(now);
        return now.value();
    }

    private Optional<Domain> readName() {
        try {
            return Domain.parse(Files.readString(nameFile).strip());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
