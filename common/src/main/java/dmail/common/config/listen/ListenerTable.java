package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All listeners that a configuration has, of both servers. */
public final class ListenerTable {
    private final List<ListenerDefinition> all;

    private final Optional<String> trouble;

    private ListenerTable(List<ListenerDefinition> all, Optional<String> trouble) {
        this.all = List.copyOf(all);
        this.trouble = trouble;
    }

    /**
     * {@return the listeners: for each protocol those that {@code listen} and {@code ip} lines
     * place, in the order of these lines; where there are none, its plain port on every address;
     * and the ports that have settings of their own}
     */
    public static ListenerTable of(Configuration configuration) {
        boolean nothingPlaced =
                !configuration.isSet(ListeningSettings.LISTEN)
                        && !configuration.isSet(ListeningSettings.IP)
                        && !configuration.isSet(ListeningSettings.SERVICES_FILE);
        if (nothingPlaced) {
            return with(List.of(), Optional.empty(), configuration);
        }
        PlacedListeners placed = PlacedListeners.of(configuration);
        return with(placed.all(), placed.trouble(), configuration);
    }

    private static ListenerTable with(
            List<ListenerDefinition> placed,
            Optional<String> trouble,
            Configuration configuration) {
        List<ListenerDefinition> all = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            List<ListenerDefinition> itsOwn =
                    placed.stream().filter(each -> each.protocol() == protocol).toList();
            all.addAll(itsOwn.isEmpty() ? PlainPorts.upgraded(configuration, protocol) : itsOwn);
            all.addAll(PlainPorts.atOnce(configuration, protocol));
        }
        return new ListenerTable(all, trouble);
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

    /** {@return all of both servers, also those that stay down} */
    public List<ListenerDefinition> all() {
        return all;
    }

    /** {@return why the file of services that a line names can't be used, a clause} */
    public Optional<String> trouble() {
        return trouble;
    }

    /** {@return all of a server, also those that stay down} */
    public List<ListenerDefinition> of(Server server) {
        return all.stream().filter(each -> each.server() == server).toList();
    }

    /**
     * {@return where clients of a protocol are accepted without encryption at once, if anywhere}
     */
    public Optional<ListenerDefinition> plain(Protocol protocol) {
        return all.stream()
                .filter(each -> each.protocol() == protocol && each.isOpen())
                .filter(each -> each.encryption() != Encryption.AT_ONCE)
                .findFirst();
    }
}
