package dmail.common.config.listen;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The listeners that {@code listen} and {@code ip} lines give an address and a port. */
final class ConfiguredListeners {
    private final Configuration configuration;
    private final ListenerTable table;
    private final ServiceNames serviceNames;
    private final CertificateLines certificates;
    private final Map<String, List<ListenOption>> listeners = new HashMap<>();
    private final Map<String, ListenerIdentity> identities = new HashMap<>();
    private final Map<String, List<ListenOption>> ports = new HashMap<>();
    private final Map<Optional<InetAddress>, List<ListenOption>> addresses = new HashMap<>();
    private final List<ListenerDefinition> found = new ArrayList<>();

    private ConfiguredListeners(Configuration configuration, ListenerTable table) {
        this.configuration = configuration;
        this.table = table;
        this.serviceNames = ServiceNames.of(configuration);
        this.certificates = CertificateLines.of(configuration);
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            String name = line.value().listener();
            listeners.computeIfAbsent(name, _ -> new ArrayList<>()).add(line.value().option());
            identities.put(name, identities.getOrDefault(name, ListenerIdentity.NONE).with(line));
        }
        for (PortLine line : configuration.values(ListeningSettings.PORT)) {
            ports.computeIfAbsent(line.port(), _ -> new ArrayList<>()).add(line.option());
        }
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            if (line.option() instanceof IpLine.Option.Missing(var then)) {
                addresses
                        .computeIfAbsent(line.address(), _ -> new ArrayList<>())
                        .add(new ListenOption.Missing(then));
            }
        }
    }

    /**
     * {@return those of a configuration}
     *
     * @param table the one that they are for; it knows the certificates of groups
     */
    static ConfiguredListeners of(Configuration configuration, ListenerTable table) {
        ConfiguredListeners configured = new ConfiguredListeners(configuration, table);
        configuration.located(ListeningSettings.LISTEN).forEach(configured::add);
        configuration.located(ListeningSettings.IP).forEach(configured::addAddress);
        return configured;
    }

    /** {@return them in the order of their lines; those of an unsupported protocol are left out} */
    List<ListenerDefinition> all() {
        return found;
    }

    /** {@return the names of ports} */
    ServiceNames serviceNames() {
        return serviceNames;
    }

    private void add(Located<ListenLine> line) {
        if (line.value().option() instanceof ListenOption.Bind(var address, var port)) {
            String name = line.value().listener();
            add(
                    name,
                    address,
                    Optional.of(port),
                    listeners.getOrDefault(name, List.of()),
                    line.location());
        }
    }

    private void addAddress(Located<IpLine> line) {
        if (line.value().option() instanceof IpLine.Option.Ports(var ports)) {
            ports.forEach(port -> addPort(port, line));
        }
    }

    private void addPort(String port, Located<IpLine> line) {
        Optional<InetAddress> address = line.value().address();
        String name = ListenerName.of(port, address);
        List<ListenOption> options = new ArrayList<>(ports.getOrDefault(port, List.of()));
        Optional<PortSpec> number =
                last(options, ListenOption.PortNumber.class).map(ListenOption.PortNumber::port);
        options.addAll(addresses.getOrDefault(address, List.of()));
        options.addAll(listeners.getOrDefault(name, List.of()));
        add(name, address, number, options, line.location());
    }

    private void add(
            String name,
            Optional<InetAddress> address,
            Optional<PortSpec> port,
            List<ListenOption> options,
            ConfigLocation where) {
        Optional<Protocol> protocol = protocolOf(options);
        if (protocol.isEmpty()) {
            return;
        }
        Encryption encryption = encryptionOf(options);
        Optional<CertificateOrder> order = certificates.order(name);
        Optional<Integer> number = port.flatMap(serviceNames::number);
        Optional<InetAddress> at = address.filter(each -> !each.isAnyLocalAddress());
        Optional<String> down =
                options.stream()
                        .filter(option -> !hasNoEffect(option, encryption))
                        .flatMap(option -> option.down().stream())
                        .findFirst()
                        .or(() -> certificates.fault(name, encryption))
                        .or(() -> withoutCertificate(encryption, at, order))
                        .or(() -> number.isEmpty() ? noNumber(port) : Optional.empty());
        found.add(
                new ListenerDefinition(
                        name,
                        at,
                        number.orElse(0),
                        protocol.get(),
                        encryption,
                        order,
                        PolicyReading.of(options),
                        identities.getOrDefault(name, ListenerIdentity.NONE),
                        isEnabled(options),
                        whenMissing(options),
                        descriptionOf(options),
                        where,
                        down,
                        number.isEmpty() ? port.map(PortSpec::word) : Optional.empty()));
    }

    private Optional<String> withoutCertificate(
            Encryption encryption, Optional<InetAddress> at, Optional<CertificateOrder> order) {
        return WildcardListeners.lacksCertificate(configuration, encryption, order)
                ? WildcardListeners.down(table.groupCertificates(), at)
                : Optional.empty();
    }

    private static Optional<String> noNumber(Optional<PortSpec> port) {
        return Optional.of(
                port.map(word -> "there is no port of the name " + word)
                        .orElse("its port has no number"));
    }

    /** {@return whether it is a wrong certificate or key that nobody is shown} */
    private static boolean hasNoEffect(ListenOption option, Encryption encryption) {
        return encryption == Encryption.NONE
                && option instanceof ListenOption.Invalid(var name, _, _)
                && (name.equals("certificate") || name.equals("key"));
    }

    /** The last line given counts, as for every setting; empty when it names one not served. */
    static Optional<Protocol> protocolOf(List<ListenOption> options) {
        Optional<Protocol> last = Optional.empty();
        for (ListenOption option : options) {
            last =
                    switch (option) {
                        case ListenOption.ProtocolIs(var protocol) -> Optional.of(protocol);
                        case ListenOption.Invalid(var name, _, _) when name.equals("protocol") ->
                                Optional.empty();
                        default -> last;
                    };
        }
        return last;
    }

    private static Encryption encryptionOf(List<ListenOption> options) {
        return last(options, ListenOption.Encrypted.class)
                .map(ListenOption.Encrypted::encryption)
                .orElse(Encryption.STARTTLS);
    }

    private static boolean isEnabled(List<ListenOption> options) {
        return last(options, ListenOption.Enable.class)
                .map(ListenOption.Enable::isEnabled)
                .orElse(true);
    }

    private static WhenMissing whenMissing(List<ListenOption> options) {
        return last(options, ListenOption.Missing.class)
                .map(ListenOption.Missing::then)
                .orElse(WhenMissing.WAIT);
    }

    private static String descriptionOf(List<ListenOption> options) {
        return last(options, ListenOption.Description.class)
                .map(ListenOption.Description::text)
                .orElse("");
    }

    /** The last line of an option counts. */
    private static <T extends ListenOption> Optional<T> last(
            List<ListenOption> options, Class<T> kind) {
        return options.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
