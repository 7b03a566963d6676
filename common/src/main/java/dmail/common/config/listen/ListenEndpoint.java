package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Option;
import dmail.common.config.listen.ListenLine.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way into a server.
 *
 * @param listenAddress where
 * @param protocol what is spoken there
 * @param encryption how
 */
public record ListenEndpoint(
        ListenAddress listenAddress, Protocol protocol, Encryption encryption) {
    /** {@return all of a server} */
    public static List<ListenEndpoint> of(Configuration configuration, Server server) {
        return switch (server) {
            case DSMTP -> {
                List<ListenEndpoint> all = new ArrayList<>(of(configuration, Protocol.SMTP));
                all.addAll(of(configuration, Protocol.SUBMISSION));
                yield List.copyOf(all);
            }
            case DPOP -> of(configuration, Protocol.POP);
        };
    }

    /**
     * {@return those of a protocol: the {@code listen} lines when there are any for it, else its
     * plain port on every address; and the ports that have settings of their own}
     */
    static List<ListenEndpoint> of(Configuration configuration, Protocol protocol) {
        List<ListenLine> lines = configuration.values(ListeningSettings.LISTEN);
        boolean plain = true;
        List<ListenEndpoint> entrances = new ArrayList<>();
        for (ListenLine line : lines) {
            if (line.option() instanceof Option.On(var address, var port)
                    && protocolOf(line.listener(), lines).equals(Optional.of(protocol))) {
                plain = false;
                Encryption encryption = encryptionOf(line.listener(), lines);
                if (!staysDown(line.listener(), lines) && isServed(encryption, configuration)) {
                    ListenAddress listenAddress = new ListenAddress(line.listener(), address, port);
                    entrances.add(new ListenEndpoint(listenAddress, protocol, encryption));
                }
            }
        }
        if (plain) {
            entrances.addAll(plain(configuration, protocol));
        }
        entrances.addAll(atOnce(configuration, protocol));
        return List.copyOf(entrances);
    }

    private static List<ListenEndpoint> plain(Configuration configuration, Protocol protocol) {
        Optional<Integer> port =
                switch (protocol) {
                    case SMTP -> Optional.of(configuration.value(ListeningSettings.SMTP_PORT));
                    case SUBMISSION -> configuration.find(ListeningSettings.SUBMISSION_PORT);
                    case POP -> Optional.of(configuration.value(ListeningSettings.POP_PORT));
                };
        return port.map(p -> everywhere(protocol, Encryption.UPGRADE, p)).stream().toList();
    }

    /** RFC 8314 section 3.3: what comes encrypted to a port of its own is submission. */
    private static List<ListenEndpoint> atOnce(Configuration configuration, Protocol protocol) {
        Optional<Integer> port =
                switch (protocol) {
                    case SMTP -> Optional.empty();
                    case SUBMISSION -> configuration.find(ListeningSettings.SMTPS_PORT);
                    case POP -> configuration.find(ListeningSettings.POPS_PORT);
                };
        return port
                .filter(_ -> isServed(Encryption.AT_ONCE, configuration))
                .map(p -> everywhere(protocol, Encryption.AT_ONCE, p))
                .stream()
                .toList();
    }

    private static ListenEndpoint everywhere(Protocol protocol, Encryption encryption, int port) {
        String name = name(protocol, encryption);
        return new ListenEndpoint(
                new ListenAddress(name, Optional.empty(), port), protocol, encryption);
    }

    /** {@return what it is called in the log: the protocol, with an s where it is encrypted} */
    public String name() {
        return name(protocol, encryption);
    }

    private static String name(Protocol protocol, Encryption encryption) {
        return protocol + (encryption == Encryption.AT_ONCE ? "s" : "");
    }

    /** The last line given counts, as for every setting. */
    public static Optional<Protocol> protocolOf(String listener, List<ListenLine> lines) {
        return lines.reversed().stream()
                .filter(line -> line.listener().equals(listener))
                .flatMap(line -> speaks(line.option()).stream())
                .findFirst();
    }

    private static Optional<Protocol> speaks(Option option) {
        return option instanceof Option.Speaks(var protocol)
                ? Optional.of(protocol)
                : Optional.empty();
    }

    private static Encryption encryptionOf(String listener, List<ListenLine> lines) {
        Encryption last = Encryption.UPGRADE;
        for (ListenLine line : lines) {
            if (line.listener().equals(listener)
                    && line.option() instanceof Option.Encrypted(var encryption)) {
                last = encryption;
            }
        }
        return last;
    }

    /** Nobody could be let in encrypted without a certificate. */
    private static boolean isServed(Encryption encryption, Configuration configuration) {
        return encryption != Encryption.AT_ONCE
                || configuration.isSet(EncryptionSettings.TLS_CERTIFICATE);
    }

    /** A listener that can't be guarded as its lines say is open to nobody. */
    private static boolean staysDown(String listener, List<ListenLine> lines) {
        return lines.stream()
                .filter(line -> line.listener().equals(listener))
                .anyMatch(line ->
                        line.option() instanceof Option.NotServed(var option, _)
                                && ListenType.GUARDS.contains(option));
    }
}
