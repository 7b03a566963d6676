package dmail.common.config.listen;

import dmail.common.address.IpPattern;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerPolicy.PeerPolicy;
import dmail.common.config.type.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what the options of one listener say of its clients. */
final class PolicyReading {
    private final String network;
    private final List<AccessRule> access = new ArrayList<>();
    private final Map<IpPattern, PolicyReading> peers = new LinkedHashMap<>();
    private final List<IpPattern> proxies = new ArrayList<>();
    private Optional<Set<RelayWord>> relay = Optional.empty();
    private Optional<Size> maxSize = Optional.empty();
    private Optional<Integer> maxRcpt = Optional.empty();
    private Optional<SessionLimit> maxSessions = Optional.empty();
    private Optional<SessionLimit> maxSessionsPerIp = Optional.empty();
    private Optional<Encryption> encryption = Optional.empty();
    private boolean isNone = true;

    private PolicyReading(String network) {
        this.network = network;
    }

    /** {@return the policy of these options; the last line of an option counts} */
    static ListenerPolicy of(List<ListenOption> options) {
        PolicyReading reading = new PolicyReading("");
        options.forEach(reading::add);
        return reading.policy();
    }

    private void add(ListenOption option) {
        switch (option) {
            case ListenOption.Relay(var words) -> relay = Optional.of(words);
            case ListenOption.MaxSize(var size) -> maxSize = Optional.of(size);
            case ListenOption.MaxRcpt(var most) -> maxRcpt = Optional.of(most);
            case ListenOption.MaxSessions(var most) ->
                    maxSessions = Optional.of(new SessionLimit(most, network));
            case ListenOption.MaxSessionsPerIp(var most) ->
                    maxSessionsPerIp = Optional.of(new SessionLimit(most, network));
            case ListenOption.Access(var rule) -> access.add(rule);
            case ListenOption.ProxyProtocol(var networks) -> proxies.addAll(networks);
            case ListenOption.Peer(var peer, var itsOption) -> addPeer(peer, itsOption);
            default -> {
                return;
            }
        }
        isNone = false;
    }

    private void addPeer(IpPattern peer, ListenOption option) {
        PolicyReading reading =
                peers.computeIfAbsent(peer, _ -> new PolicyReading(peer.toString()));
        if (option instanceof ListenOption.Encrypted(var how)) {
            reading.encryption = Optional.of(how);
            reading.isNone = false;
        } else {
            reading.add(option);
        }
    }

    private ListenerPolicy policy() {
        if (isNone) {
            return ListenerPolicy.NONE;
        }
        return new ListenerPolicy(
                relay,
                maxSize,
                maxRcpt,
                maxSessions,
                maxSessionsPerIp,
                encryption,
                access,
                peerPolicies(),
                proxies);
    }

    private List<PeerPolicy> peerPolicies() {
        return peers.entrySet().stream()
                .map(each -> new PeerPolicy(each.getKey(), each.getValue().policy()))
                .sorted(Comparator.comparingInt(each -> each.network().fixedBits()))
                .toList();
    }
}
