package dmail.setup.check;

import dmail.common.address.IpLiteral;
import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.Host;
import java.util.ArrayList;
import java.util.List;

/** Whether mail for a domain comes to this machine: its MX record, and the addresses of that. */
public final class ExchangerCheck {
    private final String domain;
    private final String ownName;
    private final Host host;
    private final Dns dns;

    private ExchangerCheck(String domain, String ownName, Host host, Dns dns) {
        this.domain = domain;
        this.ownName = ownName;
        this.host = host;
        this.dns = dns;
    }

    /**
     * Looks the domain's exchangers up.
     *
     * @param ownName the name of this machine that a new record would have
     */
    public static Finding look(String domain, String ownName, Host host, Dns dns) {
        return new ExchangerCheck(domain, ownName, host, dns).look();
    }

    private Finding look() {
        return switch (dns.exchangers(domain)) {
            case DnsAnswer.Failed(var why) ->
                    Finding.warning(
                            "the MX record of " + domain + " could not be looked up: " + why);
            case DnsAnswer.Nothing() ->
                    Finding.warning("no MX record says where mail for " + domain + " goes", mx());
            case DnsAnswer.Found(var names) -> judge(names);
        };
    }

    private Finding judge(List<String> exchangers) {
        List<String> elsewhere = new ArrayList<>();
        for (String exchanger : exchangers) {
            List<String> addresses = dns.addresses(exchanger).values();
            if (addresses.stream().anyMatch(this::isOwn)) {
                return Finding.ok("mail for " + domain + " comes here: MX " + exchanger);
            }
            elsewhere.add(exchanger + named(addresses));
        }
        String targets = String.join(" and ", elsewhere);
        return host.publicAddresses().isEmpty() ? behindRouter(targets) : goesTo(targets);
    }

    private static String named(List<String> addresses) {
        return addresses.isEmpty()
                ? ", which has no address"
                : " (" + String.join(", ", addresses) + ")";
    }

    private boolean isOwn(String text) {
        return IpLiteral.parse(text).filter(host::has).isPresent();
    }

    private Finding goesTo(String targets) {
        return Finding.warning(
                "mail for " + domain + " goes to " + targets + ", not to this machine", mx());
    }

    private Finding behindRouter(String targets) {
        return Finding.warning(
                "mail for "
                        + domain
                        + " goes to "
                        + targets
                        + "; this machine's own addresses are private ones ("
                        + host.addressList()
                        + "), so a router has to lead port 25 here");
    }

    private String mx() {
        return domain + ". IN MX 10 " + ownName + ".";
    }
}
