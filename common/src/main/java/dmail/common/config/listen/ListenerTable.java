package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All listeners that a configuration has, of both servers. */
public final class ListenerTable {
    private final List<ListenerDefinition> all;

    private final Optional<String> servicesFileError;

    private ListenerTable(List<ListenerDefinition> all, Optional<String> servicesFileError) {
        this.all = List.copyOf(all);
        this.servicesFileError = servicesFileError;
    }

    /**
     * {@return the listeners: for each protocol those that {@code listen} and {@code ip} lines
     * configure, in the order of these lines; where there are none, its port on every address; and
     * the ports that have settings of their own}
     */
    public static ListenerTable of(Configuration configuration) {
        boolean isDefault =
                !configuration.isSet(ListeningSettings.LISTEN)
                        && !configuration.isSet(ListeningSettings.IP)
                        && !configuration.isSet(ListeningSettings.SERVICES_FILE);
        if (isDefault) {
            return with(List.of(), Optional.empty(), configuration);
        }
        ConfiguredListeners configured = ConfiguredListeners.of(configuration);
        return with(configured.all(), configured.servicesFileError(), configuration);
    }

    private static ListenerTable with(
            List<ListenerDefinition> configured,
            Optional<String> servicesFileError,
            Configuration configuration) {
        WildcardListeners wildcards = new WildcardListeners(configuration, names(configured));
        List<ListenerDefinition> all = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            List<ListenerDefinition> itsOwn = new ArrayList<>();
            for (ListenerDefinition listener : configured) {
                if (listener.protocol() == protocol) {
                    itsOwn.add(listener);
                }
            }
            all.addAll(itsOwn.isEmpty() ? wildcards.startTls(protocol) : itsOwn);
            all.addAll(wildcards.implicitTls(protocol));
        }
        return new ListenerTable(all, servicesFileError);
    }

    private static Set<String> names(List<ListenerDefinition> listeners) {
        Set<String> names = new HashSet<>();
        for (ListenerDefinition listener : listeners) {
            names.add(listener.name());
        }
        return names;
    }

    /** {@return all addresses that lines name; one may stand there twice} */
    public static List<InetAddress> addresses(Configuration configuration) {
        List<InetAddress> named = new ArrayList<>();
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            line.address().ifPresent(named::add);
        }
        for (ListenerDefinition listener : of(configuration).all) {
            listener.address().ifPresent(named::add);
        }
        return named;
    }

    /** {@return what lines call addresses} */
    public static Map<InetAddress, String> descriptions(Configuration configuration) {
        Map<InetAddress, String> descriptions = new HashMap<>();
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            if (line.option() instanceof IpLine.Option.Description(var text)) {
                line.address().ifPresent(address -> descriptions.put(address, text));
            }
        }
        return descriptions;
    }

    /** {@return the number of a port; empty when nothing has a port of that name} */
    public static Optional<Integer> portNumber(PortSpec port, Configuration configuration) {
        return ServiceNames.of(configuration).number(port);
    }

    /** {@return all of both servers, also those that stay down} */
    public List<ListenerDefinition> all() {
        return all;
    }

    /** {@return why the file of services that a line names can't be used, a clause} */
    public Optional<String> servicesFileError() {
        return servicesFileError;
    }

    /** {@return all of a server, also those that stay down} */
    public List<ListenerDefinition> of(Server server) {
        List<ListenerDefinition> itsOwn = new ArrayList<>();
        for (ListenerDefinition listener : all) {
            if (listener.server() == server) {
                itsOwn.add(listener);
            }
        }
        return itsOwn;
    }

    /**
     * {@return the open listeners of a protocol without implicit TLS; first those that a program of
     * this host reaches by loopback}
     */
    public List<ListenerDefinition> plain(Protocol protocol) {
        return all.stream()
                .filter(each -> each.protocol() == protocol && each.isOpen())
                .filter(each -> each.encryption() != Encryption.IMPLICIT_TLS)
                .sorted(Comparator.comparing(each -> !each.isOnLoopback()))
                .toList();
    }
}
