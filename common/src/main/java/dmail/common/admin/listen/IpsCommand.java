package dmail.common.admin.listen;

import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.config.listen.ListenerTable;
import dmail.common.identity.ConfiguredIdentities;
import dmail.common.identity.Identities;
import dmail.common.login.DomainGroup;
import dmail.common.login.DomainGroups;
import dmail.common.login.LoginSettings;
import dmail.common.net.ListeningSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Shows the addresses of the machine and of dmail.conf: what the host is called there, which domain
 * group clients meet there, and which ports they find.
 */
public final class IpsCommand {
    private final List<ListenerDefinition> listeners;
    private final Optional<DomainGroups> groups;
    private final Identities identities;
    private final Map<InetAddress, String> descriptions;
    private final Predicate<InetAddress> missing;

    private IpsCommand(
            Configuration configuration,
            ListenerTable table,
            Optional<DomainGroups> groups,
            Predicate<InetAddress> missing) {
        this.groups = groups;
        this.identities = new ConfiguredIdentities(configuration, groups, Server.DSMTP);
        this.listeners = table.all().stream().filter(ListenerDefinition::isOpen).toList();
        this.descriptions = ListenerTable.descriptions(configuration);
        this.missing = missing;
    }

    /**
     * {@return a line, or an object, for each address}
     *
     * @param groups those of the configuration
     * @param machine the addresses of the machine's interfaces; one may stand there twice
     */
    public static AdminReply reply(
            Configuration configuration, Optional<DomainGroups> groups, List<InetAddress> machine) {
        return reply(configuration, groups, machine, ListeningSocket::isAddressMissing);
    }

    static AdminReply reply(
            Configuration configuration,
            Optional<DomainGroups> groups,
            List<InetAddress> machine,
            Predicate<InetAddress> missing) {
        ListenerTable table = ListenerTable.of(configuration);
        return new IpsCommand(configuration, table, groups, missing)
                .show(all(configuration, table, groups, machine));
    }

    /** By their texts, since a link-local address is not equal to itself at another interface. */
    private static List<InetAddress> all(
            Configuration configuration,
            ListenerTable table,
            Optional<DomainGroups> groups,
            List<InetAddress> machine) {
        List<InetAddress> found = new ArrayList<>(machine);
        found.addAll(table.addresses());
        groups.ifPresent(some -> found.addAll(some.addresses()));
        found.addAll(LoginSettings.vdomainAddresses(configuration));
        SequencedMap<String, InetAddress> once = new LinkedHashMap<>();
        found.stream()
                .sorted(Comparator.comparing(each -> !(each instanceof Inet4Address)))
                .forEach(each -> once.putIfAbsent(IpLiteral.text(each), each));
        return List.copyOf(once.values());
    }

    private AdminReply show(List<InetAddress> addresses) {
        StringBuilder text =
                new StringBuilder(row("address", "state", "hostname", "group", "ports", ""));
        List<Map<String, Object>> fields = new ArrayList<>();
        for (InetAddress address : addresses) {
            String state = missing.test(address) ? "missing" : "up";
            List<String> ports = listeners(address).map(IpsCommand::shown).toList();
            String name = identities.at(ListenerIdentity.NONE, address).name().name();
            String group =
                    groups.flatMap(some -> some.ofAddress(address))
                            .map(DomainGroup::name)
                            .orElse("");
            String description = descriptions.getOrDefault(address, "");
            text.append(
                    row(
                            IpLiteral.compressed(address),
                            state,
                            name,
                            group.isEmpty() ? "-" : group,
                            String.join(" ", ports),
                            description));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("address", IpLiteral.compressed(address));
            one.put("hostname", name);
            one.put("group", group);
            one.put("ports", listeners(address).map(ListenerDefinition::portName).toList());
            one.put("numbers", listeners(address).map(ListenerDefinition::port).toList());
            one.put("state", state);
            one.put("description", description);
            fields.add(one);
        }
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private Stream<ListenerDefinition> listeners(InetAddress address) {
        return listeners.stream().filter(each -> each.address().map(address::equals).orElse(true));
    }

    private static String shown(ListenerDefinition listener) {
        return listener.portName() + ":" + listener.port();
    }

    private static String row(
            String address,
            String state,
            String name,
            String group,
            String ports,
            String description) {
        String line =
                "%-25s %-8s %-25s %-12s %-22s %s"
                        .formatted(address, state, name, group, ports, description);
        return line.stripTrailing() + "\n";
    }
}
