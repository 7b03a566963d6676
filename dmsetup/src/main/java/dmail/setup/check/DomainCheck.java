package dmail.setup.check;

import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.Host;
import java.util.ArrayList;
import java.util.List;

/** Whether a domain can be the main domain. */
public final class DomainCheck {
    private DomainCheck() {}

    /** Looks at the domain alone; {@link ExchangerCheck} tells where its mail goes. */
    public static List<Finding> look(String domain, Host host, Dns dns) {
        List<Finding> findings = new ArrayList<>();
        findings.add(isThere(domain, dns));
        if (domain.equals(host.name())) {
            findings.add(isMachinesName(domain));
        }
        return findings;
    }

    /** {@return that a domain has the name of this machine} */
    public static Finding isMachinesName(String domain) {
        return Finding.warning(
                domain
                        + " is this machine's own name; the main domain is what stands"
                        + " behind the @ in addresses, and seldom a machine's name");
    }

    private static Finding isThere(String domain, Dns dns) {
        DnsAnswer exchangers = dns.exchangers(domain);
        DnsAnswer answer =
                exchangers instanceof DnsAnswer.Found ? exchangers : dns.addresses(domain);
        return switch (answer) {
            case DnsAnswer.Found _ -> Finding.ok(domain + " is known in DNS");
            case DnsAnswer.Nothing() ->
                    Finding.warning(
                            "DNS knows no such domain as "
                                    + domain
                                    + ", so mail from elsewhere can't find it");
            case DnsAnswer.Failed(var why) ->
                    Finding.warning(domain + " could not be looked up: " + why);
        };
    }
}
