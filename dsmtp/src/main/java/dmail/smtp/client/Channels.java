package dmail.smtp.client;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All outgoing connections, for {@code showsend}. */
public final class Channels {
    private final InstantSource clock;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();

    public Channels(InstantSource clock) {
        this.clock = clock;
    }

    Channel begin(Peer peer, Departure from) {
        Channel channel = new Channel(this, peer, from, clock.instant());
        open.add(channel);
        return channel;
    }

    void remove(Channel channel) {
        open.remove(channel);
    }

    /** {@return the open connections, the oldest first} */
    public List<Channel> open() {
        return open.stream().sorted(Comparator.comparing(Channel::since)).toList();
    }
}
