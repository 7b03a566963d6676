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
    private final HeloDialogue.Agreed agreed;
    private final ClientTimeouts patience;
    private final Channel channel;
    private final BrokenExtensions brokenOffers;
    private final long opened = System.nanoTime();
    private boolean broken;
    private boolean needsReset;
    private int carried;
    private boolean delivered;

    Connection(
            Peer peer,
            HeloDialogue.Agreed agreed,
            ClientTimeouts patience,
            Channel channel,
            BrokenExtensions brokenOffers) {
        this.peer = peer;
        this.agreed = agreed;
        this.patience = patience;
        this.channel = channel;
        this.brokenOffers = brokenOffers;
    }

    public Peer peer() {
        return peer;
    }

    /** {@return the version of TLS, or empty when others can listen} */
    public String encryption() {
        return agreed.encryption();
    }

    /** Carries letters until there are none, or the connection can carry no more. */
    public <L extends OutboundMessage> void carry(MessageSource<L> box) {
        boolean inStep = false;
        try {
            new SmtpClientSession<>(this, box).run();
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
        return agreed.wire();
    }

    EhloExtensions offers() {
        return agreed.offers();
    }

    ClientTimeouts patience() {
        return patience;
    }

    Channel channel() {
        return channel;
    }

    /** {@return whether it has carried letters before, taken or not} */
    public boolean hasCarried() {
        return carried > 0;
    }

    /** {@return whether the host has taken a message that came this way} */
    boolean hasDelivered() {
        return delivered;
    }

    void deliversOne() {
        delivered = true;
    }

    /** {@return whether messages go by BDAT: it is offered, and not known to fail} */
    boolean takesChunks() {
        return offers().chunking() && brokenOffers.works(peer, EhloExtension.CHUNKING);
    }

    /** {@return whether the host offers encryption, and this goes in the clear all the same} */
    boolean lacksEncryption() {
        return offers().encryption() && encryption().isEmpty();
    }

    /** The host offers something that doesn't work. */
    void found(BrokenExtensionException failure) {
        brokenOffers.add(peer, failure.offer(), failure.words());
    }

    void countMessage() {
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
        try (Socket _ = agreed.socket()) {
            if (!broken) {
                wire().say("QUIT");
                wire().flush();
                PeerReply _ = wire().hear(GOODBYE);
            }
        } catch (IOException rude) {
            // Nothing depends on it any more.
            broken = true;
        }
    }
}
