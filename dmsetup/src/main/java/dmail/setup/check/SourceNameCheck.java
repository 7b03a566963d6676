package dmail.setup.check;

import dmail.common.address.IpLiteral;
import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import dmail.setup.found.HostAddress;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an address from which mail is to leave has a name in DNS, and that leads back to it: many
 * hosts refuse mail from one for which that isn't so.
 */
public final class SourceNameCheck {
    private final HostAddress source;
    private final String ownName;
    private final Dns dns;

    private SourceNameCheck(HostAddress source, String ownName, Dns dns) {
        this.source = source;
        this.ownName = ownName;
        this.dns = dns;
    }

    /**
     * {@return what others would find}
     *
     * @param ownName the name of this machine that a new record would have
     */
    public static Finding look(HostAddress source, String ownName, Dns dns) {
        return new SourceNameCheck(source, ownName, dns).look();
    }

    private Finding look() {
        return switch (dns.names(source.address())) {
            case DnsAnswer.Failed(var why) ->
                    Finding.warning("the name of " + source + " could not be looked up: " + why);
            case DnsAnswer.Nothing() ->
                    Finding.warning(
                            source + " has no name in DNS, so many hosts refuse mail from it",
                            HostNameCheck.pointer(source.address(), ownName));
            case DnsAnswer.Found(var names) -> judge(names);
        };
    }

    private Finding judge(List<String> names) {
        for (String name : names) {
            if (dns.addresses(name).values().stream().anyMatch(this::isSource)) {
                return Finding.ok(source + " has the name " + name + ", which leads back to it");
            }
        }
        String name = names.getFirst();
        return Finding.warning(
                source
                        + " has the name "
                        + name
                        + ", which doesn't lead back to it, so many hosts refuse mail from it",
                name + ". IN " + HostNameCheck.type(source.address()) + " " + source);
    }

    private boolean isSource(String text) {
        InetAddress address = source.address();
        return IpLiteral.parse(text).filter(address::equals).isPresent();
    }
}
