package dmail.smtp.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** A conversation with another host, ready for messages. One thread at a time uses it. */
public final class Connection implements AutoCloseable {
    /** Then others get a chance, and a host's other addresses (RFC 5321 has no such limit). */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Peer peer;
    private final Socket socket;
    private final Wire wire;
    private final Offers offers;
    private final Patience patience;
    private final Channel channel;
    private final String encryption;
    private final long opened = System.nanoTime();
    private boolean broken;
    private boolean needsReset;
    private int carried;

    Connection(
            Peer peer,
            Socket socket,
            Wire wire,
            Offers offers,
            Patience patience,
            Channel channel,
            String encryption) {
        this.peer = peer;
        this.socket = socket;
        this.wire = wire;
        this.offers = offers;
        this.patience = patience;
        this.channel = channel;
        this.encryption = encryption;
    }

    public Peer peer() {
        return peer;
    }

    /** {@return the version of TLS, or empty when others can listen} */
    public String encryption() {
        return encryption;
    }

    /** Carries letters until there are none, or the connection can carry no more. */
    public <L extends Letter> void carry(LetterBox<L> box) {
        boolean inStep = false;
        try {
            new Courier<>(this, box).run();
            inStep = true;
        } finally {
            broken |= !inStep;
            channel.enter("idle", "");
        }
    }

    /** {@return whether more letters can be carried} */
    public boolean isUsable() {
        return !broken && System.nanoTime() - opened < LONGEST_LIFE.toNanos();
    }

    Wire wire() {
        return wire;
    }

    Offers offers() {
        return offers;
    }

    Patience patience() {
        return patience;
    }

    Channel channel() {
        return channel;
    }

    boolean hasCarried() {
        return carried > 0;
    }

    void carriesOne() {
        carried++;
        channel.carried();
    }

    void breakOff() {
        broken = true;
    }

    /** A transaction was left unfinished: the host has to forget it before the next. */
    void leaveUnfinished() {
        needsReset = true;
    }

    /** {@return whether to say RSET first; the answer is then no longer yes} */
    boolean takeReset() {
        boolean reset = needsReset;
        needsReset = false;
        return reset;
    }

    /** Says goodbye where that makes sense; may take some seconds. */
    @Override
    public void close() {
        channel.end();
        try (socket) {
            if (!broken) {
                wire.say("QUIT");
                wire.flush();
                PeerReply _ = wire.hear(GOODBYE);
            }
        } catch (IOException rude) {
            // Nothing depends on it any more.
            broken = true;
        }
    }
}
