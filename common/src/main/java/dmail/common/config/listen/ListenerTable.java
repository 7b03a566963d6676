package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All listeners that a configuration has, of both servers. Not thread-safe: what only some ask for
 * is read when they do.
 */
public final class ListenerTable {
    private final Configuration configuration;
    private final List<ListenerDefinition> all = new ArrayList<>();
    private Optional<ServiceNames> serviceNames = Optional.empty();

    /** Read once, and only for who needs them, since all lines of groups are read for that. */
    private Optional<GroupCertificates> groups = Optional.empty();

    private boolean groupsAreRead;

    private ListenerTable(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * {@return the listeners: for each protocol those that {@code listen} and {@code ip} lines
     * configure, in the order of these lines; where there are none, its port on every address; and
     * the ports that have settings of their own}
     */
    public static ListenerTable of(Configuration configuration) {
        ListenerTable table = new ListenerTable(configuration);
        boolean isDefault =
                !configuration.isSet(ListeningSettings.LISTEN)
                        && !configuration.isSet(ListeningSettings.IP)
                        && !configuration.isSet(ListeningSettings.SERVICES_FILE);
        if (isDefault) {
            table.add(List.of());
        } else {
            ConfiguredListeners configured = ConfiguredListeners.of(configuration, table);
            table.serviceNames = Optional.of(configured.serviceNames());
            table.add(configured.all());
        }
        return table;
    }

    private void add(List<ListenerDefinition> configured) {
        WildcardListeners wildcards = new WildcardListeners(configuration, names(configured), this);
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
    }

    private static Set<String> names(List<ListenerDefinition> listeners) {
        Set<String> names = new HashSet<>();
        for (ListenerDefinition listener : listeners) {
            names.add(listener.name());
        }
        return names;
    }

    /** {@return all addresses that lines name; one may stand there twice} */
    public List<InetAddress> addresses() {
        List<InetAddress> named = new ArrayList<>();
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            line.address().ifPresent(named::add);
        }
        for (ListenerDefinition listener : all) {
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
        return Collections.unmodifiableList(all);
    }

    /** {@return the certificates of domain groups; without such lines no class is loaded} */
    public Optional<GroupCertificates> groupCertificates() {
        if (!groupsAreRead && configuration.isSet(DomainSettings.DOMAIN_GROUP)) {
            groups = GroupCertificates.of(configuration);
        }
        groupsAreRead = true;
        return groups;
    }

    /** {@return why the file of services that a line names can't be used, a clause} */
    public Optional<String> servicesFileError() {
        return serviceNames.flatMap(ServiceNames::error);
    }

    /** {@return which lines of the file of services can't be used, a clause} */
    public Optional<String> unreadServices() {
        return serviceNames.flatMap(ServiceNames::unread);
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
