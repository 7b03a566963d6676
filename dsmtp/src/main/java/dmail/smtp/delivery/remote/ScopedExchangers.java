package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.common.config.binding.ScopeView;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.dns.NextHop;
import dmail.smtp.source.SourcePolicy;
import java.util.Optional;

/** Where mail goes by the options of its scope: to a gateway, or where DNS sends it. */
public final class ScopedExchangers {
    private ScopedExchangers() {}

    /**
     * {@return where a binding's mail for a domain goes; blocks during DNS look-ups} Options that
     * hold for a provider are known only when its hosts are, so a look-up may lead to another.
     *
     * @param now knows the current options
     */
    public static Exchangers of(
            MailExchangers exchangers, SourcePolicy now, String binding, Domain domain) {
        NextHop hop = hop(now, binding, domain);
        Exchangers found = exchangers.of(domain, hop);
        if (now instanceof SourcePolicy.Plain
                || hop.gateway().isPresent()
                || !(found instanceof Exchangers.Hosts hosts)) {
            return found;
        }
        now.found(domain, hosts.best());
        NextHop again = hop(now, binding, domain);
        return again.equals(hop) ? found : exchangers.of(domain, again);
    }

    private static NextHop hop(SourcePolicy now, String binding, Domain domain) {
        Optional<ScopeView> options = now.options(binding, domain);
        return options.isEmpty() ? NextHop.USUAL : NextHop.of(options.get());
    }
}
