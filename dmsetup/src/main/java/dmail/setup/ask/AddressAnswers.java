package dmail.setup.ask;

import dmail.common.address.IpLiteral;
import dmail.setup.check.Finding;
import dmail.setup.check.HostNameCheck;
import dmail.setup.check.PortCheck;
import dmail.setup.check.UsualPort;
import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answers about addresses and ports: their defaults, what they say, and what DNS adds. */
public final class AddressAnswers {
    /** All addresses. */
    static final String ALL = "all";

    /** What the lines of the configuration say stays. */
    static final String KEPT = "kept";

    private AddressAnswers() {}

    static String listenOn(Draft draft) {
        return lines(draft).givePlaces() ? KEPT : ALL;
    }

    static String furtherPorts(Draft draft) {
        ListeningLines lines = lines(draft);
        if (lines.givePlaces() || lines.areSpecial()) {
            return KEPT;
        }
        List<UsualPort> open = lines.further();
        return open.isEmpty() ? Checks.NONE : shown(open);
    }

    static String shown(List<UsualPort> ports) {
        return ports.stream()
                .map(port -> Integer.toString(port.number()))
                .collect(Collectors.joining(" "));
    }

    static String names(Draft draft) {
        return lines(draft).giveNames() ? KEPT : Checks.NONE;
    }

    static ListeningLines lines(Draft draft) {
        return new ListeningLines(draft.facts().existing().configuration());
    }

    /** {@return the addresses to listen on; none when it is all, or as the lines say} */
    public static List<InetAddress> addresses(Draft draft) {
        return words(draft.value(Key.LISTEN_ON)).stream()
                .flatMap(word -> IpLiteral.parse(word).stream())
                .toList();
    }

    /** {@return whether the further ports stay as the configuration has them} */
    public static boolean keepsFurtherPorts(Draft draft) {
        return draft.answers().find(Key.FURTHER_PORTS).orElse(KEPT).equals(KEPT);
    }

    /** {@return the further ports that are wanted, if they don't stay as they are} */
    public static List<UsualPort> further(Draft draft) {
        return words(draft.value(Key.FURTHER_PORTS)).stream()
                .flatMap(word -> port(word).stream())
                .toList();
    }

    static Optional<UsualPort> port(String word) {
        return word.matches("[0-9]{1,5}") ? UsualPort.of(Integer.parseInt(word)) : Optional.empty();
    }

    /** {@return the names that addresses get} */
    public static Map<InetAddress, String> namesByAddress(Draft draft) {
        Map<InetAddress, String> names = new LinkedHashMap<>();
        for (String word : words(draft.value(Key.ADDRESS_NAMES))) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                IpLiteral.parse(word.substring(0, equals))
                        .ifPresent(address -> names.put(address, word.substring(equals + 1)));
            }
        }
        return names;
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** What DNS calls the addresses is offered for the names. */
    static List<Finding> atAddresses(Draft draft, Dns dns) {
        List<InetAddress> chosen = addresses(draft);
        List<Finding> findings = new ArrayList<>();
        for (HostAddress own : draft.host().addresses()) {
            boolean meant = chosen.isEmpty() || chosen.contains(own.address());
            if (meant
                    && draft.host().addresses().size() > 1
                    && dns.names(own.address()) instanceof DnsAnswer.Found(var names)
                    && !names.contains(draft.value(Key.LOCAL_HOST))) {
                findings.add(Finding.ok("a name for %s: %s".formatted(own, names.getFirst())));
            }
        }
        return findings;
    }

    static List<Finding> atFurtherPorts(Draft draft, Dns dns) {
        return further(draft).stream()
                .map(port -> PortCheck.look(port.number(), draft.runAs(), draft.facts()))
                .toList();
    }

    static List<Finding> atNames(Draft draft, Dns dns) {
        List<Finding> findings = new ArrayList<>();
        namesByAddress(draft)
                .forEach((address, name) ->
                        findings.addAll(HostNameCheck.look(name, only(address, draft), dns)));
        return findings;
    }

    /** The machine as clients of one address see it. */
    private static Host only(InetAddress address, Draft draft) {
        Host host = draft.host();
        return new Host(
                host.name(),
                host.mailName(),
                host.searchDomain(),
                host.addresses().stream().filter(own -> own.address().equals(address)).toList(),
                host.timeZone(),
                host.user(),
                host.firstFreePort());
    }
}
