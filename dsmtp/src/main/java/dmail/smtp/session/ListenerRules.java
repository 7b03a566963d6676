package dmail.smtp.session;

import dmail.common.config.listen.ListenerPolicy;
import dmail.common.config.listen.RelayWord;
import dmail.common.config.type.Size;
import dmail.smtp.policy.Limits;
import dmail.smtp.policy.RelayRules;
import dmail.smtp.policy.RelayWords;
import dmail.smtp.policy.Rules;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The current rules of sessions at one listener: the server's, with what the lines of the listener
 * say otherwise. Made anew only when one of both has changed. Thread-safe.
 */
final class ListenerRules implements Supplier<Rules> {
    private record Made(Rules server, ListenerPolicy policy, Rules rules) {}

    private final Supplier<Rules> server;
    private final Supplier<ListenerPolicy> policy;
    private final UnaryOperator<ListenerPolicy> forClient;
    private volatile Made last;

    private ListenerRules(
            Supplier<Rules> server,
            Supplier<ListenerPolicy> policy,
            UnaryOperator<ListenerPolicy> forClient) {
        this.server = server;
        this.policy = policy;
        this.forClient = forClient;
        Rules rules = server.get();
        this.last = new Made(rules, ListenerPolicy.NONE, rules);
    }

    /** {@return the rules of sessions whose clients are treated alike} */
    static ListenerRules of(Supplier<Rules> server, Supplier<ListenerPolicy> policy) {
        return new ListenerRules(server, policy, found -> found);
    }

    /** {@return the rules of a session, by the network that its client is in} */
    ListenerRules of(Client client) {
        return new ListenerRules(server, policy, found -> found.forClient(client.address()));
    }

    @Override
    public Rules get() {
        Rules rules = server.get();
        ListenerPolicy now = policy.get();
        if (!now.changesRules()) {
            return rules;
        }
        Made made = last;
        if (made.server() != rules || made.policy() != now) {
            made = new Made(rules, now, rules(rules, forClient.apply(now)));
            last = made;
        }
        return made.rules();
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
