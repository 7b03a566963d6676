package dmail.setup.ask;

import dmail.common.address.IpLiteral;
import dmail.common.config.EncryptionSettings;
import dmail.setup.called.ProgramName;
import dmail.setup.check.UsualPort;
import dmail.setup.found.HostAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether answers about addresses and ports will do. */
final class AddressChecks {
    private static final String OWN_LINES =
            "the configuration has lines about this (listen, port, ip); change these, or use "
                    + ProgramName.TEXT
                    + " listen";

    private AddressChecks() {}

    static Checked listenOn(String text, Draft draft) {
        ListeningLines lines = AddressDefaults.lines(draft);
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals(AddressAnswers.ALL) || word.equals(AddressAnswers.KEPT)) {
            return word.equals(AddressAnswers.ALL) && !lines.addresses().isEmpty()
                    ? new Checked.Wrong(OWN_LINES)
                    : new Checked.Good(AddressDefaults.listenOn(draft));
        }
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String each : AddressAnswers.words(text)) {
            Optional<InetAddress> address = IpLiteral.parse(each);
            if (address.isEmpty()) {
                return new Checked.Wrong(Checks.quoted(each) + " is no IP address");
            }
            if (!isOwn(address.get(), draft)) {
                return foreign(address.get(), draft);
            }
            addresses.add(address.get());
        }
        if (addresses.isEmpty()) {
            return new Checked.Wrong(Checks.quoted(text) + " is no IP address");
        }
        if (lines.givePlaces()) {
            return addresses.equals(lines.addresses())
                    ? new Checked.Good(AddressAnswers.KEPT)
                    : new Checked.Wrong(OWN_LINES);
        }
        return new Checked.Good(
                addresses.stream().map(HostAddress::text).collect(Collectors.joining(" ")));
    }

    private static boolean isOwn(InetAddress address, Draft draft) {
        return address.isLoopbackAddress() || draft.host().has(address);
    }

    private static Checked foreign(InetAddress address, Draft draft) {
        return new Checked.Wrong(
                "this machine has no address "
                        + HostAddress.text(address)
                        + "; it has "
                        + draft.host().addressList());
    }

    static Checked furtherPorts(String text, Draft draft) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals(AddressAnswers.KEPT)) {
            return new Checked.Good(AddressDefaults.furtherPorts(draft));
        }
        Set<UsualPort> ports = EnumSet.noneOf(UsualPort.class);
        for (String each :
                word.equals(Checks.NONE) ? List.<String>of() : AddressAnswers.words(text)) {
            Optional<UsualPort> port = further(each);
            Optional<String> problem =
                    port.isEmpty() ? Optional.of(notOffered(each)) : problem(port.get(), draft);
            if (problem.isPresent()) {
                return new Checked.Wrong(problem.get());
            }
            ports.add(port.get());
        }
        return settled(new ArrayList<>(ports), draft);
    }

    private static Optional<UsualPort> further(String word) {
        return AddressAnswers.port(word).filter(UsualPort::isFurther);
    }

    private static String notOffered(String word) {
        return Checks.quoted(word)
                + " is none of 587, 465 and 995; other ports, best from 5000 up, are added by "
                + ProgramName.TEXT
                + " listen add";
    }

    private static Optional<String> problem(UsualPort port, Draft draft) {
        String number = Integer.toString(port.number());
        if (number.equals(draft.value(Key.SMTP_PORT))) {
            return Optional.of(number + " is smtp_port; each port has one use");
        }
        if (number.equals(draft.value(Key.POP_PORT))) {
            return Optional.of(number + " is pop_port; each port has one use");
        }
        return draft.facts().existing().configuration().isSet(EncryptionSettings.TLS_CERTIFICATE)
                ? Optional.empty()
                : Optional.of(
                        "port "
                                + number
                                + " needs a tls_certificate line in the configuration; write that"
                                + " first");
    }

    private static Checked settled(List<UsualPort> ports, Draft draft) {
        ListeningLines lines = AddressDefaults.lines(draft);
        if (lines.givePlaces()) {
            return ports.equals(lines.further())
                    ? new Checked.Good(AddressAnswers.KEPT)
                    : new Checked.Wrong(OWN_LINES);
        }
        return new Checked.Good(ports.isEmpty() ? Checks.NONE : AddressDefaults.shown(ports));
    }

    static Checked names(String text, Draft draft) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals(AddressAnswers.KEPT)) {
            return new Checked.Good(AddressDefaults.names(draft));
        }
        Map<InetAddress, String> names = new LinkedHashMap<>();
        for (String each :
                word.equals(Checks.NONE) ? List.<String>of() : AddressAnswers.words(text)) {
            int equals = each.indexOf('=');
            Optional<InetAddress> address = IpLiteral.parse(each.substring(0, Math.max(equals, 0)));
            if (address.isEmpty()) {
                return new Checked.Wrong(
                        Checks.quoted(each) + " is not of the form 192.0.2.26=mx2.example.com");
            }
            if (!isOwn(address.get(), draft)) {
                return foreign(address.get(), draft);
            }
            switch (Checks.domain(each.substring(equals + 1), draft)) {
                case Checked.Wrong wrong -> {
                    return wrong;
                }
                case Checked.Good(var name) -> {
                    if (names.put(address.get(), name) != null) {
                        return new Checked.Wrong(
                                HostAddress.text(address.get()) + " is given two names");
                    }
                }
            }
        }
        return settled(names, draft);
    }

    private static Checked settled(Map<InetAddress, String> names, Draft draft) {
        ListeningLines lines = AddressDefaults.lines(draft);
        if (lines.giveNames()) {
            return new HashSet<>(names.entrySet()).equals(lines.names().entrySet())
                    ? new Checked.Good(AddressAnswers.KEPT)
                    : new Checked.Wrong(OWN_LINES);
        }
        return new Checked.Good(
                names.isEmpty()
                        ? Checks.NONE
                        : names.entrySet().stream()
                                .map(each ->
                                        HostAddress.text(each.getKey()) + "=" + each.getValue())
                                .collect(Collectors.joining(" ")));
    }
}
