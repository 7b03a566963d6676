package dmail.smtp.client;

import java.time.Instant;

/** The state of one outgoing connection, as {@code showsend} shows it. Read by other threads. */
public final class Channel {
    private final Channels all;
    private final Peer peer;
    private final Instant since;
    private volatile String stage = "connect";
    private volatile String message = "";
    private volatile int carried;

    Channel(Channels all, Peer peer, Instant since) {
        this.all = all;
        this.peer = peer;
        this.since = since;
    }

    void enter(String next, String id) {
        stage = next;
        message = id;
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
