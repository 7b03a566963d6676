package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.binding.ScopeView;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** From where, and under which name, mail leaves, and what becomes of it if it can't. */
public sealed interface SourcePolicy permits SourcePolicy.Plain, ConfiguredSources {
    /**
     * {@return what else than binding and destination the source of a message depends on}
     *
     * @param recipient as the client gave it; it may lead on, and belong to a group
     */
    SourceIdentity identity(
            ReversePath sender, Reception reception, EmailAddress recipient, String binding);

    /** {@return the source that the system would choose; empty where nobody asks for it} */
    Optional<InetAddress> chosenFor(InetAddress exchanger);

    /** {@return whether there is such a binding; mail of one that is gone is decided again} */
    boolean has(String binding);

    /**
     * A look-up had the mail exchangers of a domain, for lines that hold for a provider.
     *
     * @param bestExchangers the names of those of the best preference, in lower case
     */
    void found(Domain domain, List<String> bestExchangers);

    /** {@return from where mail may be sent to an address of an exchanger} */
    Sources sources(String binding, SourceIdentity who, InetAddress exchanger);

    /**
     * {@return whether a connection to an address of an exchanger can be tried from any source}
     *
     * @param isThere tells the addresses that this machine has
     */
    boolean isLeading(
            String binding,
            SourceIdentity who,
            InetAddress exchanger,
            Predicate<InetAddress> isThere);

    /** {@return the sources that the lines name, which this machine may lack now} */
    Set<InetAddress> named();

    /** {@return whether this machine has an address} */
    boolean isThere(InetAddress source);

    /**
     * {@return why a connection may not carry the mail; it is asked once the connection has its
     * source, which the system may have chosen}
     *
     * @param source the address of this host that the connection has
     */
    Optional<String> forbids(SourceIdentity who, InetAddress source);

    /**
     * {@return the name for EHLO}
     *
     * @param destination the domain of the recipients
     * @param source the address of this host that a connection has
     */
    Domain ehlo(String binding, Domain destination, SourceIdentity who, InetAddress source);

    /**
     * {@return what becomes of a message that can't be delivered}
     *
     * @param destination the domain of the recipient
     */
    Bounces bounces(String binding, Domain destination, Reception reception);

    /**
     * {@return the options of mail to a domain; empty where no line says anything}
     *
     * @param binding by which it leaves; empty for mail that has none, for which only lines without
     *     a scope hold
     */
    Optional<ScopeView> options(String binding, Domain destination);

    /** {@return whether other hosts see this host at that address, which it doesn't have} */
    boolean isSeenAs(InetAddress address);

    /**
     * All mail leaves alike, as long as no line says otherwise.
     *
     * @param host the name of this host
     */
    record Plain(Domain host) implements SourcePolicy {
        @Override
        public SourceIdentity identity(
                ReversePath sender, Reception reception, EmailAddress recipient, String binding) {
            return SourceIdentity.NONE;
        }

        @Override
        public Optional<InetAddress> chosenFor(InetAddress exchanger) {
            return Optional.empty();
        }

        @Override
        public boolean has(String binding) {
            return true;
        }

        @Override
        public void found(Domain domain, List<String> bestExchangers) {
            // No line holds for a provider.
        }

        @Override
        public Sources sources(String binding, SourceIdentity who, InetAddress exchanger) {
            return Sources.Use.BY_THE_SYSTEM;
        }

        @Override
        public boolean isLeading(
                String binding,
                SourceIdentity who,
                InetAddress exchanger,
                Predicate<InetAddress> isThere) {
            return true;
        }

        @Override
        public Set<InetAddress> named() {
            return Set.of();
        }

        @Override
        public boolean isThere(InetAddress source) {
            return true;
        }

        @Override
        public Optional<String> forbids(SourceIdentity who, InetAddress source) {
            return Optional.empty();
        }

        @Override
        public Domain ehlo(
                String binding, Domain destination, SourceIdentity who, InetAddress source) {
            return host;
        }

        @Override
        public Bounces bounces(String binding, Domain destination, Reception reception) {
            return Bounces.USUAL;
        }

        @Override
        public Optional<ScopeView> options(String binding, Domain destination) {
            return Optional.empty();
        }

        @Override
        public boolean isSeenAs(InetAddress address) {
            return false;
        }
    }
}
