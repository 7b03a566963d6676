package dmail.common.config.listen;

import dmail.common.address.IpPattern;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.type.Size;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a listener treats its clients, as its lines say; where they are silent, the server's own
 * settings hold.
 *
 * @param relay who may relay
 * @param maxSize the largest message; 0 octets for no limit
 * @param maxRcpt recipients of a message
 * @param maxSessions sessions at a time
 * @param maxSessionsPerIp sessions of one client at a time
 * @param encryption how clients of a network are served, if not as the listener's others
 * @param access who may connect: the first that matches decides
 * @param peers what is otherwise for clients of some networks, the most general network first
 * @param proxies networks whose connections begin with a PROXY header, and which alone may connect;
 *     none when there is no such header
 */
public record ListenerPolicy(
        Optional<Set<RelayWord>> relay,
        Optional<Size> maxSize,
        Optional<Integer> maxRcpt,
        Optional<SessionLimit> maxSessions,
        Optional<SessionLimit> maxSessionsPerIp,
        Optional<Encryption> encryption,
        List<AccessRule> access,
        List<PeerPolicy> peers,
        List<IpPattern> proxies) {
    /** Of a listener whose lines say nothing of its clients. */
    public static final ListenerPolicy NONE =
            new ListenerPolicy(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    /** What is otherwise for the clients of a network. */
    public record PeerPolicy(IpPattern network, ListenerPolicy policy) {
        boolean isOpenRelay() {
            return isOfAll(network) && policy.relaysForAll();
        }
    }

    /** Copies. */
    public ListenerPolicy {
        if (relay.isPresent()) {
            relay = Optional.of(Set.copyOf(relay.get()));
        }
        access = List.copyOf(access);
        peers = List.copyOf(peers);
        proxies = List.copyOf(proxies);
    }

    /**
     * {@return the policy for a client} Of the {@code peer} lines whose network the client is in,
     * the most specific one that has an option decides it.
     */
    public ListenerPolicy forClient(InetAddress client) {
        ListenerPolicy found = this;
        for (PeerPolicy peer : peers) {
            if (peer.network().matches(client)) {
                found = found.overriddenBy(peer.policy());
            }
        }
        return found;
    }

    private ListenerPolicy overriddenBy(ListenerPolicy peer) {
        return new ListenerPolicy(
                peer.relay.or(() -> relay),
                peer.maxSize.or(() -> maxSize),
                peer.maxRcpt.or(() -> maxRcpt),
                peer.maxSessions.or(() -> maxSessions),
                peer.maxSessionsPerIp.or(() -> maxSessionsPerIp),
                peer.encryption.or(() -> encryption),
                access,
                peers,
                proxies);
    }

    /** {@return the hosts that its lines name instead of an address} */
    public Set<String> hosts() {
        return NamedHosts.of(this);
    }

    /**
     * {@return the same with the addresses of hosts} A host without an address is nobody: an {@code
     * allow} line still keeps others out.
     *
     * @param hosts by the name in {@link #hosts}
     */
    public ListenerPolicy with(Map<String, List<InetAddress>> hosts) {
        return new ListenerPolicy(
                relay,
                maxSize,
                maxRcpt,
                maxSessions,
                maxSessionsPerIp,
                encryption,
                NamedHosts.access(access, hosts),
                NamedHosts.peers(peers, hosts),
                proxies);
    }

    /** {@return whether a client may connect} With an {@code allow} line, others may not. */
    public boolean admits(InetAddress client) {
        for (AccessRule rule : access) {
            if (rule.matches(client)) {
                return rule.isAllow();
            }
        }
        return access.stream().noneMatch(AccessRule::isAllow);
    }

    /** {@return whether connections of that address, a proxy's, begin with a PROXY header} */
    public boolean trustsProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.matches(address));
    }

    /**
     * {@return whether it changes what clients of some network may send} That includes those it
     * keeps out, whose sessions may have begun before.
     */
    public boolean changesRules() {
        return relay.isPresent()
                || maxSize.isPresent()
                || maxRcpt.isPresent()
                || !access.isEmpty()
                || !peers.isEmpty();
    }

    /** {@return whether sessions of clients of some network have a limit here} */
    public boolean limitsSessions() {
        return maxSessions.isPresent()
                || maxSessionsPerIp.isPresent()
                || peers.stream().anyMatch(peer -> peer.policy().limitsSessions());
    }

    /** {@return whether hosts of any network may connect and relay, but for some of them} */
    public boolean isOpenRelay() {
        return letsInStrangers()
                && (relaysForAll() || peers.stream().anyMatch(PeerPolicy::isOpenRelay));
    }

    private boolean relaysForAll() {
        return relay.filter(words -> words.contains(RelayWord.ALL)).isPresent();
    }

    private boolean letsInStrangers() {
        boolean byDefault = true;
        for (AccessRule rule : access) {
            boolean isForAll = rule.clients().stream().anyMatch(ListenerPolicy::isOfAll);
            if (isForAll) {
                return rule.isAllow();
            }
            byDefault &= !rule.isAllow();
        }
        return byDefault;
    }

    private static boolean isOfAll(IpPattern network) {
        return network.fixedBits() == 0;
    }
}
