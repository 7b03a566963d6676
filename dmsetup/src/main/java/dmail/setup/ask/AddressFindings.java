package dmail.setup.ask;

import dmail.setup.check.Finding;
import dmail.setup.check.HostNameCheck;
import dmail.setup.check.PortCheck;
import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What the machine and DNS say of the answers about addresses and ports. */
final class AddressFindings {
    private AddressFindings() {}

    /** What DNS calls the addresses is offered for the names. */
    static List<Finding> atAddresses(Draft draft, Dns dns) {
        List<InetAddress> chosen = AddressAnswers.addresses(draft);
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
        return AddressAnswers.further(draft).stream()
                .map(port -> PortCheck.look(port.number(), draft.runAs(), draft.facts()))
                .toList();
    }

    static List<Finding> atNames(Draft draft, Dns dns) {
        List<Finding> findings = new ArrayList<>();
        AddressAnswers.namesByAddress(draft)
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
