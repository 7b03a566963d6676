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
final class ListenerRules implements Supplier<Rules> {
    private record Made(Rules server, ListenerPolicy policy, Rules rules) {
        @SuppressWarnings("ReferenceEquality") // Each reload makes new objects.
        boolean isOf(Rules currentServer, ListenerPolicy currentPolicy) {
            return server == currentServer && policy == currentPolicy;
        }
    }

    private final Supplier<Rules> server;
    private final ListenerAccess access;

    /** Empty where all clients are treated alike. */
    private final Optional<InetAddress> client;

    private volatile Optional<Made> last = Optional.empty();

    private ListenerRules(
            Supplier<Rules> server, ListenerAccess access, Optional<InetAddress> client) {
        this.server = server;
        this.access = access;
        this.client = client;
    }

    /** {@return the rules of sessions whose clients are treated alike} */
    static ListenerRules of(Supplier<Rules> server, ListenerAccess access) {
        return new ListenerRules(server, access, Optional.empty());
    }

    /** {@return the rules of a session, by the network that its client is in} */
    ListenerRules of(InetAddress itsClient) {
        return new ListenerRules(server, access, Optional.of(itsClient));
    }

    @Override
    public Rules get() {
        Rules rules = server.get();
        ListenerPolicy now = access.policy();
        if (!now.changesRules()) {
            return rules;
        }
        Optional<Made> made = last;
        if (made.isPresent() && made.get().isOf(rules, now)) {
            return made.get().rules();
        }
        ListenerPolicy policy = client.map(now::forClient).orElse(now);
        Made next = new Made(rules, now, rules(rules, policy));
        last = Optional.of(next);
        return next.rules();
    }

    private static Rules rules(Rules rules, ListenerPolicy policy) {
        Limits limits = rules.limits();
        if (policy.maxSize().isPresent()) {
            limits = limits.withMessageSize(octets(policy.maxSize().get()));
        }
        if (policy.maxRcpt().isPresent()) {
            limits = limits.withRecipients(policy.maxRcpt().get());
        }
        RelayRules relay =
                policy.relay()
                        .map(words -> rules.relay().limitedTo(relayWords(words)))
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
