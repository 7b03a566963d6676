package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.smtp.client.trace.Transcript;
import dmail.smtp.message.Reception;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** The state of one outgoing connection, as {@code showsend} shows it. Read by other threads. */
public final class Channel {
    private final Channels all;
    private final Peer peer;
    private final String binding;
    private final Instant since;
    private volatile Transcript transcript;
    private volatile String stage = "connect";
    private volatile String message = "";
    private volatile int carried;
    private volatile Reception reception = Reception.NONE;
    private volatile Optional<Departed> departed = Optional.empty();

    /**
     * How a connection that was accepted leaves this host.
     *
     * @param source its address there
     * @param ehlo the name that it says
     */
    public record Departed(InetAddress source, Domain ehlo) {}

    Channel(Channels all, Peer peer, Departure from, Instant since) {
        this.all = all;
        this.peer = peer;
        this.binding = from.binding();
        this.transcript = from.transcript();
        this.since = since;
    }

    /** {@return who is told what is said} */
    Transcript transcript() {
        return transcript;
    }

    /** From now on another one is told. */
    void transcript(Transcript other) {
        transcript = other;
    }

    /** {@return the binding by which it leaves, or is to leave} */
    public String binding() {
        return binding;
    }

    void enter(String next, String id) {
        stage = next;
        message = id;
    }

    void carries(Reception of) {
        reception = of;
    }

    void leaves(InetAddress source, Domain ehlo) {
        departed = Optional.of(new Departed(source, ehlo));
    }

    void carried() {
        // Only the connection's own thread writes it.
        int now = carried + 1;
        carried = now;
    }

    void end() {
        all.remove(this);
    }

    public Peer peer() {
        return peer;
    }

    /** {@return how the last message came in} */
    public Reception reception() {
        return reception;
    }

    /** {@return how it leaves this host; empty until the host has accepted it} */
    public Optional<Departed> departed() {
        return departed;
    }

    public Instant since() {
        return since;
    }

    /** {@return the current stage: {@code connect}, {@code MAIL}, {@code idle} …} */
    public String stage() {
        return stage;
    }

    /** {@return the id of the current message, or empty} */
    public String messageId() {
        return message;
    }

    /** {@return how many messages it has transferred} */
    public int carriedSoFar() {
        return carried;
    }
}
