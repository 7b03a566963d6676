package dmail.setup.plan;

import dmail.common.config.ListeningSettings;
import dmail.common.config.Setting;
import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.setup.ask.AddressAnswers;
import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import dmail.setup.check.UsualPort;
import dmail.setup.found.HostAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What dmail.conf has to say of addresses and their ports, by the answers. */
final class WantedListeners {
    private final Draft draft;
    private final List<InetAddress> addresses;
    private final List<UsualPort> further;
    private final Map<Setting<?>, List<String>> values = new LinkedHashMap<>();

    WantedListeners(Draft draft) {
        this.draft = draft;
        this.addresses = AddressAnswers.addresses(draft);
        this.further = AddressAnswers.further(draft);
    }

    /** {@return values of settings, and nothing of those that stay as they are} */
    Map<Setting<?>, List<String>> values() {
        if (!AddressAnswers.keepsFurtherPorts(draft)) {
            addPortsOfAllAddresses();
        }
        if (!addresses.isEmpty()) {
            values.put(ListeningSettings.PORT, ports());
        }
        List<String> lines = addressLines();
        if (!lines.isEmpty()) {
            List<String> all = new ArrayList<>(present());
            all.addAll(lines);
            values.put(ListeningSettings.IP, all);
        }
        return values;
    }

    /** With single addresses, no setting may have a port on all of them. */
    private void addPortsOfAllAddresses() {
        for (UsualPort port : UsualPort.values()) {
            if (port.isFurther()) {
                boolean wanted = addresses.isEmpty() && further.contains(port);
                values.put(
                        port.setting(),
                        wanted ? List.of(Integer.toString(port.number())) : List.of());
            }
        }
    }

    private List<String> ports() {
        List<String> ports = new ArrayList<>();
        addPort(UsualPort.SMTP, draft.value(Key.SMTP_PORT), ports);
        addPort(UsualPort.POP, draft.value(Key.POP_PORT), ports);
        further.forEach(port -> addPort(port, Integer.toString(port.number()), ports));
        return ports;
    }

    private static void addPort(UsualPort port, String number, List<String> ports) {
        ports.add(name(port) + " protocol " + port.protocol());
        ports.add(name(port) + " number " + number);
        if (port.encryption() == Encryption.IMPLICIT_TLS) {
            ports.add(name(port) + " encryption " + port.encryption());
        }
    }

    private static String name(UsualPort port) {
        return port.name().toLowerCase(Locale.ROOT);
    }

    private List<String> addressLines() {
        List<String> names = new ArrayList<>(List.of(name(UsualPort.SMTP), name(UsualPort.POP)));
        further.forEach(port -> names.add(name(port)));
        List<String> lines = new ArrayList<>();
        for (InetAddress address : addresses) {
            lines.add(HostAddress.text(address) + " ports " + String.join(",", names));
        }
        AddressAnswers.namesByAddress(draft)
                .forEach((address, name) ->
                        lines.add(HostAddress.text(address) + " hostname " + name));
        return lines;
    }

    private List<String> present() {
        Setting<IpLine> setting = ListeningSettings.IP;
        return draft.facts().existing().configuration().values(setting).stream()
                .map(line -> setting.type().show(line))
                .toList();
    }
}
