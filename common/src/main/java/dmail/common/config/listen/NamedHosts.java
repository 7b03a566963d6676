package dmail.common.config.listen;

import dmail.common.address.IpPattern;
import dmail.common.config.listen.ListenerPolicy.PeerPolicy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hosts that a listener's lines name, for which addresses have to be found. */
final class NamedHosts {
    private NamedHosts() {}

    static Set<String> of(ListenerPolicy policy) {
        Set<String> names = new HashSet<>();
        for (AccessRule rule : policy.access()) {
            for (IpPattern client : rule.clients()) {
                client.host().ifPresent(names::add);
            }
        }
        for (PeerPolicy peer : policy.peers()) {
            peer.network().host().ifPresent(names::add);
        }
        return names;
    }

    /**
     * {@return the pattern; of a host those of its addresses, which are none before it is found}
     */
    static List<IpPattern> patterns(IpPattern pattern, Map<String, List<InetAddress>> hosts) {
        if (pattern.host().isEmpty()) {
            return List.of(pattern);
        }
        List<IpPattern> patterns = new ArrayList<>();
        for (InetAddress address : hosts.getOrDefault(pattern.host().get(), List.of())) {
            patterns.add(IpPattern.of(address));
        }
        return patterns;
    }

    static List<AccessRule> access(List<AccessRule> rules, Map<String, List<InetAddress>> hosts) {
        List<AccessRule> found = new ArrayList<>();
        for (AccessRule rule : rules) {
            found.add(rule.with(hosts));
        }
        return found;
    }

    static List<PeerPolicy> peers(List<PeerPolicy> peers, Map<String, List<InetAddress>> hosts) {
        List<PeerPolicy> found = new ArrayList<>();
        for (PeerPolicy peer : peers) {
            for (IpPattern network : patterns(peer.network(), hosts)) {
                found.add(new PeerPolicy(network, peer.policy()));
            }
        }
        return found;
    }
}
