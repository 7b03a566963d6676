package dmail.setup.ask;

import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.setup.check.UsualPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a configuration says of addresses and ports already. */
final class ListeningLines {
    private final Configuration configuration;

    ListeningLines(Configuration configuration) {
        this.configuration = configuration;
    }

    /** {@return whether lines say at which addresses and ports the servers listen} */
    boolean givePlaces() {
        return configuration.isSet(ListeningSettings.LISTEN)
                || configuration.isSet(ListeningSettings.PORT)
                || has(IpLine.Option.Ports.class);
    }

    /** {@return whether lines give addresses names} */
    boolean giveNames() {
        return has(IpLine.Option.Hostname.class);
    }

    /** {@return the names that lines give to single addresses} */
    Map<InetAddress, String> names() {
        Map<InetAddress, String> names = new HashMap<>();
        for (IpLine line : configuration.values(ListeningSettings.IP)) {
            if (line.option() instanceof IpLine.Option.Hostname(var name)) {
                line.address().ifPresent(address -> names.put(address, name.name()));
            }
        }
        return names;
    }

    private boolean has(Class<? extends IpLine.Option> kind) {
        return configuration.values(ListeningSettings.IP).stream()
                .anyMatch(line -> kind.isInstance(line.option()));
    }

    /** {@return the addresses at which the servers listen; none when it is all} */
    Set<InetAddress> addresses() {
        return ListenerTable.of(configuration).all().stream()
                .flatMap(listener -> listener.address().stream())
                .collect(Collectors.toSet());
    }

    /** {@return whether the servers listen on the port of that number} */
    boolean havePort(int number) {
        return ListenerTable.of(configuration).all().stream()
                .filter(ListenerDefinition::isOpen)
                .anyMatch(listener -> listener.port() == number);
    }

    /** {@return the further ports that are open, in the order in which they are offered} */
    List<UsualPort> further() {
        List<UsualPort> open = new ArrayList<>();
        for (UsualPort port : UsualPort.values()) {
            if (port.isFurther() && havePort(port.number())) {
                open.add(port);
            }
        }
        return open;
    }

    /**
     * {@return whether settings say of further ports what the answer to a question can't: another
     * number, or one without a certificate}
     */
    boolean areSpecial() {
        boolean certified = configuration.isSet(EncryptionSettings.TLS_CERTIFICATE);
        return Arrays.stream(UsualPort.values())
                .filter(UsualPort::isFurther)
                .anyMatch(port ->
                        configuration
                                .find(port.setting())
                                .filter(number -> !certified || number != port.number())
                                .isPresent());
    }
}
