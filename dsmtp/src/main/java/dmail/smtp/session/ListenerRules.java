package dmail.smtp.session;

import dmail.common.access.ListenerAccess;
import dmail.common.config.listen.ListenerPolicy;
import dmail.common.config.listen.RelayWord;
import dmail.common.config.type.Size;
import dmail.smtp.policy.Limits;
import dmail.smtp.policy.RelayRules;
import dmail.smtp.policy.RelayWords;
import dmail.smtp.policy.Rules;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The current rules of sessions at one listener: the server's, with what the lines of the listener
 * say otherwise. Made anew only when one of both has changed. Thread-safe.
 */
final class ListenerRules {
    private record Made(Rules server, ListenerPolicy policy, Rules rules) {
        @SuppressWarnings("ReferenceEquality") // Each reload makes new objects.
        boolean isOf(Rules currentServer, ListenerPolicy currentPolicy) {
            return server == currentServer && policy == currentPolicy;
        }
    }

    private final Supplier<Rules> server;
    private final ListenerAccess access;

    /** Of the clients that are treated alike. */
    private volatile Optional<Made> usual = Optional.empty();

    /** The rules of a listener, by those of the server. */
    ListenerRules(Supplier<Rules> server, ListenerAccess access) {
        this.server = server;
        this.access = access;
    }

    /**
     * {@return the rules of a session, also after a reload that treats its client differently}
     *
     * @param reached the address of its socket
     */
    Supplier<Rules> of(Client client, InetAddress reached) {
        return new OfClient(client, reached);
    }

    private final class OfClient implements Supplier<Rules> {
        private final Client client;
        private final InetAddress reached;

        /** Of this client alone. */
        private volatile Optional<Made> own = Optional.empty();

        OfClient(Client client, InetAddress reached) {
            this.client = client;
            this.reached = reached;
        }

        @Override
        public Rules get() {
            Rules rules = server.get();
            ListenerPolicy now = access.policy(reached);
            if (!now.changesRules() && client.hasRightsOfAddress()) {
                return rules;
            }
            boolean isAdmitted = now.admits(client.address());
            boolean isAsOthers = isAdmitted && now.peers().isEmpty() && client.hasRightsOfAddress();
            Optional<Made> made = isAsOthers ? usual : own;
            if (made.isPresent() && made.get().isOf(rules, now)) {
                return made.get().rules();
            }
            Rules changed = rules(rules, now, client);
            Made next = new Made(rules, now, isAdmitted ? changed : withoutRelay(changed));
            if (isAsOthers) {
                usual = Optional.of(next);
            } else {
                own = Optional.of(next);
            }
            return next.rules();
        }
    }

    /**
     * The lines of a listener are meant together: whom a reload would keep out may not do what it
     * allows to those who are let in.
     */
    private static Rules withoutRelay(Rules rules) {
        return rules.with(rules.limits(), rules.relay().limitedTo(RelayWords.NONE));
    }

    private static Rules rules(Rules rules, ListenerPolicy ofListener, Client client) {
        ListenerPolicy policy = ofListener.forClient(client.address());
        if (client.hasRightsOfAddress()) {
            return rules(rules, policy, policy.relay());
        }
        Rules ofListenerAlone = rules(rules, policy, ofListener.relay());
        return ofListenerAlone.with(
                ofListenerAlone.limits(), ofListenerAlone.relay().withoutClients());
    }

    private static Rules rules(Rules rules, ListenerPolicy policy, Optional<Set<RelayWord>> words) {
        Limits limits = rules.limits();
        if (policy.maxSize().isPresent()) {
            limits = limits.withMessageSize(octets(policy.maxSize().get()));
        }
        if (policy.maxRcpt().isPresent()) {
            limits = limits.withRecipients(policy.maxRcpt().get());
        }
        RelayRules relay =
                words.map(each -> rules.relay().limitedTo(relayWords(each)))
                        .orElseGet(rules::relay);
        return rules.with(limits, relay);
    }

    private static long octets(Size size) {
        return size.octets() == 0 ? Limits.ANY_SIZE : size.octets();
    }

    private static RelayWords relayWords(Set<RelayWord> words) {
        return new RelayWords(
                words.contains(RelayWord.CLIENTS),
                words.contains(RelayWord.AUTH),
                words.contains(RelayWord.POP),
                words.contains(RelayWord.ALL));
    }
}
