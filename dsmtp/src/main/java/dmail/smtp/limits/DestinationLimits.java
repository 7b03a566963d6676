package dmail.smtp.limits;

import dmail.common.config.Setting;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of mail to one domain by one binding. */
public final class DestinationLimits {
    private static final Setting<Integer> PER_DOMAIN = SendingOptions.MAX_OUTBOUND_CONNECTIONS;
    private static final Setting<Integer> IN_ALL = SendingOptions.SERVER_MAX_OUTBOUND_CONNECTIONS;
    private static final Setting<Integer> OF_SCOPE = SendingOptions.SCOPE_MAX_OUTBOUND_CONNECTIONS;
    private static final Setting<Rate> MESSAGES = SendingOptions.OUTBOUND_THROTTLE_MESSAGES;
    private static final Setting<Rate> CONNECTIONS = SendingOptions.OUTBOUND_THROTTLE_CONNECTIONS;

    private final ScopeTable scopes;
    private final String binding;
    private final ConnectionBudget budget;
    private final Throttles throttles;
    private final List<ConnectionLimit> limits = new ArrayList<>();
    private final Optional<Throttle> messages;
    private final Optional<Throttle> connections;

    DestinationLimits(
            ScopeTable scopes, ScopePlace place, ConnectionBudget budget, Throttles throttles) {
        this.scopes = scopes;
        this.binding = place.binding();
        this.budget = budget;
        this.throttles = throttles;
        ScopeView view = scopes.ofMail(place);
        Found<Integer> perDomain = view.find(PER_DOMAIN).orElseThrow();
        limits.add(ConnectionLimit.of(domain(perDomain.scope(), place), perDomain, false));
        view.find(OF_SCOPE)
                .ifPresent(found ->
                        limits.add(
                                ConnectionLimit.of(
                                        new CounterKey(OF_SCOPE.name(), found.scope(), "", ""),
                                        found,
                                        false)));
        limits.add(
                view.find(IN_ALL)
                        .filter(found -> found.scope().hasOwner())
                        .map(found -> ConnectionLimit.of(ofBinding(binding), found, false))
                        .orElseGet(() -> ConnectionLimit.none(ofBinding(binding))));
        limits.add(ConnectionLimit.of(ALL, OutboundLimits.inAll(scopes), false));
        messages = Throttle.find(view, MESSAGES, throttles, false);
        connections = Throttle.find(view, CONNECTIONS, throttles, false);
    }

    /** Counts all connections. */
    static final CounterKey ALL = new CounterKey(IN_ALL.name(), Scope.GLOBAL, "", "");

    /** {@return what counts the connections of a binding} */
    static CounterKey ofBinding(String binding) {
        return new CounterKey(IN_ALL.name(), Scope.GLOBAL, binding, "");
    }

    /** Domains whose limit comes from their provider share its connections. */
    private static CounterKey domain(Scope scope, ScopePlace place) {
        return scope.target() instanceof Scope.Target.Exchangers
                ? new CounterKey(PER_DOMAIN.name(), scope, place.binding(), "")
                : new CounterKey(PER_DOMAIN.name(), Scope.GLOBAL, place.binding(), place.domain());
    }

    /**
     * {@return how many connections there may be to the domain by the binding, at the most}
     *
     * @param hosts the names of its exchangers, in lower case
     */
    public int mostConnections(List<String> hosts) {
        int most = ofHosts(hosts);
        for (ConnectionLimit limit : limits) {
            most = Math.min(most, limit.most());
        }
        return most;
    }

    private int ofHosts(List<String> hosts) {
        long sum = 0;
        for (String host : hosts) {
            Optional<Found<Integer>> own = scopes.ofHost(binding, host).find(PER_DOMAIN);
            if (own.isEmpty()) {
                return Integer.MAX_VALUE;
            }
            sum += own.get().value();
        }
        return hosts.isEmpty() ? Integer.MAX_VALUE : Math.clamp(sum, 1, Integer.MAX_VALUE);
    }

    /**
     * Asks for a new connection.
     *
     * @param host the name of the exchanger, in lower case
     */
    public Admission connect(String host) {
        ScopeView ofHost = scopes.ofHost(binding, host);
        Optional<Hold> hold = heldMessages(ofHost);
        if (hold.isPresent()) {
            return new Admission.Held(hold.get());
        }
        return switch (budget.take(limits(ofHost, host))) {
            case ConnectionBudget.Taken.Full(ConnectionLimit limit) ->
                    new Admission.Held(limit.hold());
            case ConnectionBudget.Taken.Free(Lease lease) -> throttled(lease, ofHost);
        };
    }

    private Admission throttled(Lease lease, ScopeView ofHost) {
        Permit permit = new Permit(connections, host(ofHost, CONNECTIONS));
        Optional<Hold> hold = permit.begin();
        if (hold.isPresent()) {
            lease.run();
            return new Admission.Held(hold.get());
        }
        return new Admission.Granted(lease, permit);
    }

    /** A connection on which no message may be sent is not made. */
    private Optional<Hold> heldMessages(ScopeView ofHost) {
        return messages.flatMap(Throttle::hold)
                .or(() -> host(ofHost, MESSAGES).flatMap(Throttle::hold));
    }

    /**
     * Asks to use an open connection, which perhaps other mail had before.
     *
     * @return why not
     */
    public Optional<Hold> reuse(Lease lease, String host) {
        ScopeView ofHost = scopes.ofHost(binding, host);
        return heldMessages(ofHost)
                .or(() -> budget.move(lease, limits(ofHost, host)).map(ConnectionLimit::hold));
    }

    /** {@return what asks to send one more message to a host} */
    public Permit send(String host) {
        return new Permit(messages, host(scopes.ofHost(binding, host), MESSAGES));
    }

    private Optional<Throttle> host(ScopeView ofHost, Setting<Rate> option) {
        return Throttle.find(ofHost, option, throttles, true);
    }

    private List<ConnectionLimit> limits(ScopeView ofHost, String host) {
        Optional<Found<Integer>> own = ofHost.find(PER_DOMAIN);
        if (own.isEmpty()) {
            return limits;
        }
        List<ConnectionLimit> all = new ArrayList<>(limits);
        all.add(
                ConnectionLimit.of(
                        new CounterKey(PER_DOMAIN.name(), own.get().scope(), "", host),
                        own.get(),
                        true));
        return all;
    }
}
