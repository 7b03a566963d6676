package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One letter on its way over a connection: what was said of it, and what the host said. */
final class MailTransaction<L extends OutboundMessage> {
    /** RFC 5321 section 4.2.3: no room at this moment, which also stands for "too many". */
    private static final int NO_ROOM = 452;

    /** The same for good; RFC 5321 section 4.5.3.1.10 tells of hosts that mean "too many". */
    private static final int FULL = 552;

    /** RFC 3207 section 4: must issue a STARTTLS command first. */
    private static final int WANTS_ENCRYPTION = 530;

    private final L letter;
    private final Connection connection;
    private final Peer peer;
    private final Preflight screening;
    private final List<Optional<RecipientResult>> verdicts;

    /** Whether the connection carried other letters before, and so worked until then. */
    private final boolean later;

    /** Whether the message goes by BDAT. */
    private final boolean chunked;

    private String stage = "MAIL";
    private int accepted;
    private boolean resetFirst;
    private boolean heardOf;
    private boolean endSaid;
    private boolean endAwaited;

    /** Whose RCPT an answer is waited for. */
    private OptionalInt asked = OptionalInt.empty();

    /**
     * @param behind whether another letter is under way on the connection
     */
    MailTransaction(L letter, Connection connection, Preflight screening, boolean behind) {
        this.letter = letter;
        this.connection = connection;
        this.peer = connection.peer();
        this.screening = screening;
        this.verdicts = new ArrayList<>(screening.verdicts());
        this.later = behind || connection.hasCarried();
        this.chunked = connection.takesChunks() && screening.form().isEmpty();
    }

    L letter() {
        return letter;
    }

    Preflight screening() {
        return screening;
    }

    boolean isChunked() {
        return chunked;
    }

    /** {@return the places of the addressees of whom nothing is decided} */
    List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int index = 0; index < verdicts.size(); index++) {
            if (verdicts.get(index).isEmpty()) {
                open.add(index);
            }
        }
        return open;
    }

    /** {@return one verdict for each addressee} */
    List<RecipientResult> verdicts() {
        return verdicts.stream().map(Optional::orElseThrow).toList();
    }

    /** {@return whether the host is to get the message, once all commands are answered} */
    boolean isWanted() {
        return !open().isEmpty();
    }

    /** RSET was said before its commands, for the sake of an earlier one. */
    void followsReset() {
        resetFirst = true;
    }

    boolean isAfterReset() {
        return resetFirst;
    }

    /** What is being done now, in case it fails. */
    void enter(String next) {
        stage = next;
    }

    void endIsSaid() {
        endSaid = true;
        stage = "the end of the message";
    }

    boolean isEndSaid() {
        return endSaid;
    }

    /**
     * The host answered MAIL; a refusal goes for all. When it has taken messages before and now has
     * no room for one, it may have had enough of them on this connection: that is a goodbye.
     */
    void sender(PeerReply reply) throws IOException {
        if (reply.code() == NO_ROOM && connection.hasDelivered()) {
            throw new PeerClosingException(reply);
        }
        heardOf = true;
        if (!reply.isPositive()) {
            refuseAll(reply);
        }
    }

    /** The host is asked for one of them. */
    void ask(int index) {
        stage = "RCPT";
        asked = OptionalInt.of(index);
    }

    /**
     * The host answered the RCPT. When it has taken some and wants no more of them at a time (RFC
     * 5321 section 4.5.3.1.10), the rest comes in another transaction.
     */
    void recipient(int index, PeerReply reply) throws ProtocolErrorException {
        asked = OptionalInt.empty();
        if (reply.isPositive()) {
            accepted++;
            return;
        }
        DeliveryStatus why = refused(reply, () -> FailurePolicy.recipientRefused(peer, reply));
        boolean tooMany = accepted > 0 && (reply.code() == NO_ROOM || reply.code() == FULL);
        if (verdicts.get(index).isEmpty()) {
            verdicts.set(
                    index,
                    Optional.of(tooMany ? new RecipientResult.Undecided(why) : verdict(why)));
        }
    }

    /** The host refuses the message for all who are left. */
    void refuseAll(PeerReply reply) throws ProtocolErrorException {
        settle(verdict(refused(reply, () -> FailurePolicy.messageRefused(peer, reply))));
    }

    /** What is neither yes nor no has no meaning. */
    private DeliveryStatus refused(PeerReply reply, Supplier<DeliveryStatus> meaning)
            throws ProtocolErrorException {
        if (!reply.isRefusal()) {
            throw new ProtocolErrorException(reply.text());
        }
        return reply.code() == WANTS_ENCRYPTION && connection.lacksEncryption()
                ? FailurePolicy.wantsEncryption(peer, reply)
                : meaning.get();
    }

    private static RecipientResult verdict(DeliveryStatus why) {
        return why.isTemporary()
                ? new RecipientResult.NotHere(why)
                : new RecipientResult.Never(why);
    }

    void awaitEnd() {
        endAwaited = true;
    }

    /** The host answered the end of the message. */
    void end(PeerReply reply, EhloExtensions offers) throws ProtocolErrorException {
        if (reply.isPositive()) {
            connection.deliversOne();
            settle(new RecipientResult.Taken(reply.text(), offers.reports()));
        } else {
            refuseAll(reply);
        }
    }

    /** What the host offered doesn't work: another connection does without. */
    void failed(BrokenExtensionException why) {
        settle(new RecipientResult.Undecided(FailurePolicy.connectionLost(peer, stage, why)));
    }

    /**
     * The connection is gone. A connection that had worked until then may have been closed for any
     * reason, so a letter that the host has not begun with is tried over another one. Once a host
     * may have the message, it isn't offered to others.
     */
    void lost(IOException why) {
        boolean goodbye = why instanceof PeerClosingException;
        if (endSaid && heardOf && !goodbye) {
            settle(new RecipientResult.NotNow(FailurePolicy.endUnanswered(peer, why)));
            return;
        }
        DeliveryStatus meaning = FailurePolicy.connectionLost(peer, stage, why);
        if (later && (!heardOf || (goodbye && !endAwaited))) {
            settle(new RecipientResult.Undecided(meaning));
        } else if (goodbye && asked.isPresent()) {
            refuseAsked(meaning);
        } else {
            settle(new RecipientResult.NotHere(meaning));
        }
    }

    /** The goodbye was for one of them: it is not to cost the others. */
    private void refuseAsked(DeliveryStatus why) {
        int index = asked.getAsInt();
        if (verdicts.get(index).isEmpty()) {
            verdicts.set(index, Optional.of(new RecipientResult.NotHere(why)));
        }
        settle(new RecipientResult.Undecided(why));
    }

    /** We can't read it. */
    void unreadable(UnreadableMessageException why) {
        settle(new RecipientResult.NotNow(FailurePolicy.unreadable(why)));
    }

    private void settle(RecipientResult verdict) {
        for (int index : open()) {
            verdicts.set(index, Optional.of(verdict));
        }
    }
}
