package dmail.smtp.delivery.remote;

import dmail.smtp.client.Peer;
import dmail.smtp.dns.Exchangers;
import java.util.ArrayList;
import java.util.List;

/** The addresses of a domain's hosts, in the order in which they are tried. */
final class PeerList {
    /** Those that are tried in one pass. */
    private static final int MOST = 20;

    private PeerList() {}

    /** {@return the addresses of hosts} */
    static List<Peer> of(List<Exchangers.Host> hosts) {
        List<Peer> peers = new ArrayList<>();
        for (Exchangers.Host host : hosts) {
            host.addresses().stream()
                    .limit(MOST - peers.size())
                    .forEach(address -> peers.add(new Peer(host.name(), address, host.port())));
        }
        return peers;
    }
}
