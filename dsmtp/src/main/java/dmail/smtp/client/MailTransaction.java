package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One message on a connection: which commands were sent, and the replies. */
final class MailTransaction<L extends OutboundMessage> {
    /**
     * RFC 5321 section 4.2.3: insufficient storage; hosts also use it for "too many recipients".
     */
    private static final int NO_ROOM = 452;

    /**
     * The permanent form; RFC 5321 section 4.5.3.1.10: some hosts use it for "too many recipients".
     */
    private static final int FULL = 552;

    /** RFC 3207 section 4: must issue a STARTTLS command first. */
    private static final int WANTS_ENCRYPTION = 530;

    private final L message;
    private final Connection connection;
    private final Peer peer;
    private final Preflight preflight;
    private final List<Optional<RecipientResult>> results;

    /** Whether the connection carried other messages before, so that it worked until then. */
    private final boolean later;

    /** Whether BDAT is used. */
    private final boolean chunked;

    private String stage = "MAIL";
    private int accepted;
    private boolean resetFirst;
    private boolean answered;
    private boolean endSent;
    private boolean endAwaited;

    /** The recipient whose RCPT awaits its reply. */
    private OptionalInt asked = OptionalInt.empty();

    /**
     * @param behind whether another message is under way on the connection
     */
    MailTransaction(L message, Connection connection, Preflight preflight, boolean behind) {
        this.message = message;
        this.connection = connection;
        this.peer = connection.peer();
        this.preflight = preflight;
        this.results = new ArrayList<>(preflight.results());
        this.later = behind || connection.hasCarried();
        this.chunked = connection.takesChunks() && preflight.form().isEmpty();
    }

    L message() {
        return message;
    }

    Preflight preflight() {
        return preflight;
    }

    boolean isChunked() {
        return chunked;
    }

    /** {@return the indexes of the recipients without a result} */
    List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int index = 0; index < results.size(); index++) {
            if (results.get(index).isEmpty()) {
                open.add(index);
            }
        }
        return open;
    }

    /** {@return one result for each recipient} */
    List<RecipientResult> results() {
        return results.stream().map(Optional::orElseThrow).toList();
    }

    /** {@return whether any recipient was accepted, once all replies have come} */
    boolean isWanted() {
        return !open().isEmpty();
    }

    /** RSET was sent before its commands, because of an earlier message. */
    void followsReset() {
        resetFirst = true;
    }

    boolean isAfterReset() {
        return resetFirst;
    }

    /** Notes the current stage, for the report if it fails. */
    void enter(String next) {
        stage = next;
    }

    void endWasSent() {
        endSent = true;
        stage = "the end of the message";
    }

    boolean isEndSent() {
        return endSent;
    }

    /**
     * The reply to MAIL; a refusal holds for all recipients. A host that has accepted messages on
     * this connection and now replies 452 may only want a new connection: that is treated as a 421.
     */
    void sender(PeerReply reply) throws IOException {
        if (reply.code() == NO_ROOM && connection.hasDelivered()) {
            throw new PeerClosingException(reply);
        }
        answered = true;
        if (!reply.isPositive()) {
            refuseAll(reply);
        }
    }

    /** RCPT for one recipient is sent. */
    void rcptSent(int index) {
        stage = "RCPT";
        asked = OptionalInt.of(index);
    }

    /**
     * The reply to RCPT. A host that has accepted some recipients and then refuses more (RFC 5321
     * section 4.5.3.1.10) gets the others in another transaction.
     */
    void recipient(int index, PeerReply reply) throws ProtocolErrorException {
        asked = OptionalInt.empty();
        if (reply.isPositive()) {
            accepted++;
            return;
        }
        DeliveryStatus why = refused(reply, () -> FailurePolicy.recipientRefused(peer, reply));
        boolean tooMany = accepted > 0 && (reply.code() == NO_ROOM || reply.code() == FULL);
        if (results.get(index).isEmpty()) {
            results.set(
                    index, Optional.of(tooMany ? new RecipientResult.Undecided(why) : result(why)));
        }
    }

    /** The host refuses the message for all recipients that are left. */
    void refuseAll(PeerReply reply) throws ProtocolErrorException {
        settle(result(refused(reply, () -> FailurePolicy.messageRefused(peer, reply))));
    }

    /** A reply that is neither positive nor negative here is a protocol error. */
    private DeliveryStatus refused(PeerReply reply, Supplier<DeliveryStatus> meaning)
            throws ProtocolErrorException {
        if (!reply.isRefusal()) {
            throw new ProtocolErrorException(reply.text());
        }
        return reply.code() == WANTS_ENCRYPTION && connection.lacksEncryption()
                ? FailurePolicy.wantsEncryption(peer, reply)
                : meaning.get();
    }

    private static RecipientResult result(DeliveryStatus why) {
        return why.isTemporary()
                ? new RecipientResult.NotHere(why)
                : new RecipientResult.Never(why);
    }

    void awaitEnd() {
        endAwaited = true;
    }

    /** The reply to the end of the message. */
    void end(PeerReply reply, EhloExtensions extensions) throws ProtocolErrorException {
        if (reply.isPositive()) {
            connection.deliversOne();
            settle(new RecipientResult.Taken(reply.text(), extensions.reports()));
        } else {
            refuseAll(reply);
        }
    }

    /** An extension of the host failed: another connection tries without it. */
    void failed(BrokenExtensionException why) {
        settle(new RecipientResult.Undecided(FailurePolicy.connectionLost(peer, stage, why)));
    }

    /**
     * The connection is lost. If it had worked before, it may have been closed for any reason, so a
     * message that the host has not begun to answer is tried on another connection. Once the host
     * may have the message, no other host gets it.
     */
    void lost(IOException why) {
        boolean peerClosing = why instanceof PeerClosingException;
        if (endSent && answered && !peerClosing) {
            settle(new RecipientResult.NotNow(FailurePolicy.endUnanswered(peer, why)));
            return;
        }
        DeliveryStatus meaning = FailurePolicy.connectionLost(peer, stage, why);
        if (later && (!answered || (peerClosing && !endAwaited))) {
            settle(new RecipientResult.Undecided(meaning));
        } else if (peerClosing && asked.isPresent()) {
            refusePending(meaning);
        } else {
            settle(new RecipientResult.NotHere(meaning));
        }
    }

    /** The host closed the session because of one recipient: the others must not suffer for it. */
    private void refusePending(DeliveryStatus why) {
        int index = asked.getAsInt();
        if (results.get(index).isEmpty()) {
            results.set(index, Optional.of(new RecipientResult.NotHere(why)));
        }
        settle(new RecipientResult.Undecided(why));
    }

    /** The message can't be read from our disk. */
    void unreadable(UnreadableMessageException why) {
        settle(new RecipientResult.NotNow(FailurePolicy.unreadable(why)));
    }

    private void settle(RecipientResult result) {
        for (int index : open()) {
            results.set(index, Optional.of(result));
        }
    }
}
