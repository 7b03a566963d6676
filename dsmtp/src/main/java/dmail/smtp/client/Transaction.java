package dmail.smtp.client;

import dmail.smtp.queue.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One letter on its way over a connection: what was said of it, and what the host said. */
final class Transaction<L extends Letter> {
    private final L letter;
    private final Peer peer;
    private final Screening screening;
    private final List<Optional<Verdict>> verdicts;

    /** Whether the connection carried other letters before, and so worked until then. */
    private final boolean later;

    private String stage = "MAIL";
    private int accepted;
    private boolean resetFirst;
    private boolean heardOf;
    private boolean endSaid;

    Transaction(L letter, Peer peer, Screening screening, boolean later) {
        this.letter = letter;
        this.peer = peer;
        this.screening = screening;
        this.verdicts = new ArrayList<>(screening.verdicts());
        this.later = later;
    }

    L letter() {
        return letter;
    }

    Screening screening() {
        return screening;
    }

    /** {@return the places of the addressees of whom nothing is decided} */
    List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int place = 0; place < verdicts.size(); place++) {
            if (verdicts.get(place).isEmpty()) {
                open.add(place);
            }
        }
        return open;
    }

    /** {@return one verdict for each addressee} */
    List<Verdict> verdicts() {
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

    /** The host answered MAIL; a refusal goes for all. */
    void sender(PeerReply reply) throws NonsenseException {
        heardOf = true;
        if (!reply.isPositive()) {
            refuseAll(reply);
        }
    }

    /**
     * The host answered a RCPT. When it has taken some and wants no more of them at a time (RFC
     * 5321 section 4.5.3.1.10), the rest comes in another transaction.
     */
    void recipient(int place, PeerReply reply) throws NonsenseException {
        if (reply.isPositive()) {
            accepted++;
            return;
        }
        boolean tooMany = accepted > 0 && (reply.code() == 452 || reply.code() == 552);
        if (verdicts.get(place).isEmpty()) {
            verdicts.set(
                    place,
                    Optional.of(
                            tooMany
                                    ? new Verdict.Undecided()
                                    : refusal(reply, Trouble.recipientRefused(peer, reply))));
        }
    }

    /** The host refuses the message for all who are left. */
    void refuseAll(PeerReply reply) throws NonsenseException {
        settle(refusal(reply, Trouble.messageRefused(peer, reply)));
    }

    private static Verdict refusal(PeerReply reply, Diagnosis why) throws NonsenseException {
        if (!reply.isRefusal()) {
            throw new NonsenseException(reply.text());
        }
        return why.status().kind() == 5 ? new Verdict.Never(why) : new Verdict.NotHere(why);
    }

    /** The host answered the end of the message. */
    void end(PeerReply reply, Offers offers) throws NonsenseException {
        if (reply.isPositive()) {
            settle(new Verdict.Taken(reply.text(), offers.reports()));
        } else {
            refuseAll(reply);
        }
    }

    /**
     * The connection is gone. A connection that had worked until then may have been closed for any
     * reason, so a letter that the host has not begun with is tried over another one. Once a host
     * may have the message, it isn't offered to others.
     */
    void lost(IOException why) {
        boolean goodbye = why instanceof ClosingException;
        if (endSaid && heardOf && !goodbye) {
            settle(new Verdict.NotNow(Trouble.endUnanswered(peer, why)));
        } else if (later && (!heardOf || (goodbye && !endSaid))) {
            settle(new Verdict.Undecided());
        } else {
            settle(new Verdict.NotHere(Trouble.connectionLost(peer, stage, why)));
        }
    }

    /** We can't read it. */
    void unreadable(UnreadableException why) {
        settle(new Verdict.NotNow(Trouble.unreadable(why)));
    }

    private void settle(Verdict verdict) {
        for (int place : open()) {
            verdicts.set(place, Optional.of(verdict));
        }
    }
}
