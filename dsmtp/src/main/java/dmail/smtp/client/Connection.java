package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.smtp.client.trace.Transcript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session with another host, ready for messages. Used by one thread at a time. */
public final class Connection implements AutoCloseable {
    /**
     * Our own limit: after this the domain's other messages, and a host's other addresses, get
     * their turn.
     */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Peer peer;
    private final Departure departure;
    private final InetAddress source;
    private final Domain ehlo;
    private final HeloDialogue.Agreed agreed;
    private final ConnectionTerms terms;
    private final Channel channel;
    private final BrokenExtensions brokenExtensions;
    private final long opened = System.nanoTime();
    private boolean broken;
    private boolean needsReset;
    private int begun;
    private int carried;
    private boolean delivered;
    private @Nullable Runnable whenClosed;

    Connection(
            Peer peer,
            Departure departure,
            InetAddress source,
            Domain ehlo,
            HeloDialogue.Agreed agreed,
            ConnectionTerms terms,
            Channel channel,
            BrokenExtensions brokenExtensions) {
        this.peer = peer;
        this.departure = departure;
        this.source = source;
        this.ehlo = ehlo;
        this.agreed = agreed;
        this.terms = terms;
        this.channel = channel;
        this.brokenExtensions = brokenExtensions;
    }

    public Peer peer() {
        return peer;
    }

    /** {@return how it was to leave this host} */
    public Departure departure() {
        return departure;
    }

    /** {@return the address of this host that it really has} */
    public InetAddress source() {
        return source;
    }

    /** {@return the name that EHLO said} */
    public Domain ehlo() {
        return ehlo;
    }

    /** {@return whether mail that leaves so may use it} */
    public boolean fits(Departure other) {
        return other.fits(this);
    }

    /** From now on another one is told what is said. */
    public void transcript(Transcript other) {
        channel.transcript(other);
    }

    /** {@return the version of TLS, or empty for a connection in clear text} */
    public String encryption() {
        return agreed.encryption();
    }

    /** Says what is to be done once it is closed, in place of what was said before. */
    public void whenClosed(Runnable next) {
        whenClosed = next;
    }

    /** {@return what is to be done once it is closed} */
    public Optional<Runnable> whenClosed() {
        return Optional.ofNullable(whenClosed);
    }

    /** Sends messages until there are none, or until the connection can't be used any more. */
    public <L extends OutboundMessage> void carry(MessageSource<L> source) {
        boolean inStep = false;
        try {
            new SmtpClientSession<>(this, source).run();
            inStep = true;
        } finally {
            broken |= !inStep;
            channel.enter("idle", "");
        }
    }

    /** {@return whether more messages can be sent} */
    public boolean isUsable() {
        return !broken
                && begun < terms.messages()
                && System.nanoTime() - opened < LONGEST_LIFE.toNanos();
    }

    /** {@return how long it is kept for more messages, which is no longer than they can be sent} */
    public Duration idle() {
        Duration left = LONGEST_LIFE.minusNanos(System.nanoTime() - opened);
        return left.compareTo(terms.idle()) < 0 ? left : terms.idle();
    }

    /** Another message is sent. */
    void begins() {
        begun++;
    }

    Wire wire() {
        return agreed.wire();
    }

    EhloExtensions extensions() {
        return agreed.extensions();
    }

    ClientTimeouts timeouts() {
        return terms.timeouts();
    }

    Channel channel() {
        return channel;
    }

    /** {@return whether it has sent messages before, accepted or not} */
    public boolean hasCarried() {
        return carried > 0;
    }

    /** {@return whether the host has accepted a message on this connection} */
    boolean hasDelivered() {
        return delivered;
    }

    void deliversOne() {
        delivered = true;
    }

    /** {@return whether BDAT is used: the host offers it, and it isn't known to fail} */
    boolean takesChunks() {
        return extensions().chunking() && brokenExtensions.works(peer, EhloExtension.CHUNKING);
    }

    /**
     * {@return whether the host offers STARTTLS, and the connection is in clear text all the same}
     */
    boolean lacksEncryption() {
        return extensions().encryption() && encryption().isEmpty();
    }

    /** An extension of the host failed. */
    void found(BrokenExtensionException failure) {
        brokenExtensions.add(peer, failure.offer(), failure.words());
    }

    void countMessage() {
        carried++;
        channel.carried();
    }

    void breakOff() {
        broken = true;
    }

    /** A transaction was left unfinished: RSET must precede the next MAIL. */
    void leaveUnfinished() {
        needsReset = true;
    }

    /**
     * {@return whether RSET must precede the next MAIL; true once for each unfinished transaction}
     */
    boolean takeReset() {
        boolean reset = needsReset;
        needsReset = false;
        return reset;
    }

    /** Sends QUIT if the connection still works; may take some seconds. */
    @Override
    public void close() {
        channel.end();
        try (Socket _ = agreed.socket()) {
            if (!broken) {
                wire().writeLine("QUIT");
                wire().flush();
                PeerReply _ = wire().readReply(GOODBYE);
            }
        } catch (IOException rude) {
            // The message is settled by now, so a failure here changes nothing.
            broken = true;
        } finally {
            if (whenClosed != null) {
                whenClosed.run();
            }
        }
    }
}
