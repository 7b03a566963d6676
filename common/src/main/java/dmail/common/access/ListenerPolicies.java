package dmail.common.access;

import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The current policies of a server's listeners, by their names. Thread-safe. */
public final class ListenerPolicies {
    private volatile Map<String, ListenerPolicy> policies = Map.of();

    /** Begins with what the definitions of the listeners say. */
    public ListenerPolicies() {}

    /** Replaces the policies by those of other definitions. */
    public void change(List<ListenerDefinition> listeners) {
        Map<String, ListenerPolicy> next = new HashMap<>();
        listeners.forEach(each -> next.put(each.name(), each.policy()));
        policies = next;
    }

    /** {@return the policy of a listener; of one that is gone, what this definition says} */
    public ListenerPolicy of(ListenerDefinition listener) {
        ListenerPolicy now = policies.get(listener.name());
        return now == null ? listener.policy() : now;
    }
}
