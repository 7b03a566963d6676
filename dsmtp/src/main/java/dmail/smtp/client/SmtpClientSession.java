package dmail.smtp.client;

import dmail.common.io.OctetSink;
import dmail.smtp.message.edit.SevenBitForm;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Carries letters over one connection. What needs no answer travels together: all commands of a
 * letter (RFC 2920), and with the text of one letter the commands of the next, so that a letter
 * costs one write, one wait and one read.
 */
final class SmtpClientSession<L extends OutboundMessage> {
    /** A longer body is not sent before anybody is known to want it (RFC 3030). */
    private static final long LONGEST_AHEAD = 64 * 1024;

    private static final int PIECE = 8 * 1024;

    /** RFC 5321 section 4.3.2: the only code that asks for the message. */
    private static final int START = 354;

    private final Connection connection;
    private final MessageSource<L> box;
    private final Wire wire;
    private final EhloExtensions offers;

    /** In order of their commands; the second one's have travelled with the first one's text. */
    private final Deque<MailTransaction<L>> underWay = new ArrayDeque<>();

    SmtpClientSession(Connection connection, MessageSource<L> box) {
        this.connection = connection;
        this.box = box;
        this.wire = connection.wire();
        this.offers = connection.offers();
    }

    void run() {
        try {
            while (!underWay.isEmpty() || begin(false)) {
                conclude(underWay.getFirst());
            }
        } catch (BrokenExtensionException why) {
            connection.breakOff();
            connection.found(why);
            underWay.getFirst().failed(why);
            underWay.forEach(transaction -> transaction.lost(why));
        } catch (IOException why) {
            connection.breakOff();
            underWay.forEach(transaction -> transaction.lost(why));
        }
        while (!underWay.isEmpty()) {
            settleFirst();
        }
    }

    private void settleFirst() {
        MailTransaction<L> settled = underWay.removeFirst();
        connection.countMessage();
        box.settled(settled.letter(), settled.verdicts());
    }

    /** Takes a letter and says its commands, when they need not be said one by one. */
    private boolean begin(boolean busy) throws IOException {
        while (connection.isUsable()) {
            Optional<L> letter = box.next(busy);
            if (letter.isEmpty()) {
                return false;
            }
            Optional<MailTransaction<L>> transaction = screen(letter.get(), busy);
            if (transaction.isPresent()) {
                underWay.addLast(transaction.get());
                if (offers.pipelining()) {
                    sayCommands(transaction.get());
                }
                return true;
            }
        }
        return false;
    }

    /** {@return the letter's transaction, unless there is nothing to ask the host} */
    private Optional<MailTransaction<L>> screen(L letter, boolean busy) {
        Preflight screening;
        try {
            screening = Preflight.of(letter, connection.peer(), offers);
        } catch (UnreadableMessageException why) {
            RecipientResult later = new RecipientResult.NotNow(FailurePolicy.unreadable(why));
            box.settled(letter, letter.to().stream().map(_ -> later).toList());
            return Optional.empty();
        }
        MailTransaction<L> transaction = new MailTransaction<>(letter, connection, screening, busy);
        if (transaction.open().isEmpty()) {
            box.settled(letter, transaction.verdicts());
            return Optional.empty();
        }
        return Optional.of(transaction);
    }

    private void sayCommands(MailTransaction<L> transaction) throws IOException {
        if (connection.takeReset()) {
            wire.say("RSET");
            transaction.followsReset();
        }
        wire.say(mail(transaction));
        for (int index : transaction.open()) {
            wire.say(rcpt(transaction, index));
        }
        if (!transaction.isChunked()) {
            wire.say("DATA");
        } else if (isAhead(transaction)) {
            sayChunk(transaction);
        }
    }

    private String mail(MailTransaction<L> transaction) {
        OutboundMessage letter = transaction.letter();
        return Commands.mail(
                letter.envelope(),
                offers,
                letter.body().length(),
                transaction.screening().eightBit(),
                transaction.screening().utf8());
    }

    private String rcpt(MailTransaction<L> transaction, int index) {
        return Commands.rcpt(transaction.letter().to().get(index), offers);
    }

    private boolean isAhead(MailTransaction<L> transaction) {
        return offers.pipelining() && transaction.letter().body().length() <= LONGEST_AHEAD;
    }

    /** Sees a letter through, and begins the next one on the way if that saves a wait. */
    private void conclude(MailTransaction<L> transaction) throws IOException {
        try {
            takeThrough(transaction);
        } catch (SSLException why) {
            throw connection.hasDelivered() || transaction.isEndSaid()
                    ? why
                    : new BrokenExtensionException(
                            EhloExtension.ENCRYPTION, FailurePolicy.words(why));
        }
    }

    private void takeThrough(MailTransaction<L> transaction) throws IOException {
        String id = transaction.letter().envelope().id().text();
        connection.channel().enter("MAIL", id);
        hearCommands(transaction);
        connection.channel().enter("DATA", id);
        if (!transaction.isEndSaid()) {
            sayBody(transaction);
        }
        if (transaction.isEndSaid()) {
            if (offers.pipelining() && !transaction.isChunked()) {
                boolean _ = begin(true);
            }
            hearEnd(transaction);
        }
        settleFirst();
    }

    private void hearCommands(MailTransaction<L> transaction) throws IOException {
        Duration patience = connection.patience().command();
        List<Integer> recipientIndexes = transaction.open();
        if (transaction.isAfterReset() || (!offers.pipelining() && connection.takeReset())) {
            PeerReply _ = ask("RSET", patience);
        }
        PeerReply sender = ask(mail(transaction), patience);
        transaction.sender(sender);
        if (!sender.isPositive() && !offers.pipelining()) {
            return;
        }
        for (int index : recipientIndexes) {
            transaction.ask(index);
            transaction.recipient(index, ask(rcpt(transaction, index), patience));
        }
        if (sender.isPositive()) {
            connection.leaveUnfinished();
        }
    }

    /** Says a command, unless it is said already, and hears what the host thinks of it. */
    private PeerReply ask(String command, Duration patience) throws IOException {
        if (!offers.pipelining()) {
            wire.say(command);
        }
        return wire.hear(patience);
    }

    private void sayBody(MailTransaction<L> transaction) throws IOException {
        if (transaction.isChunked()) {
            if (transaction.isWanted()) {
                sayWantedChunk(transaction);
            }
            return;
        }
        if (!transaction.isWanted() && !offers.pipelining()) {
            return;
        }
        transaction.enter("DATA");
        PeerReply reply = ask("DATA", connection.patience().data());
        if (reply.code() != START) {
            transaction.refuseAll(reply);
            return;
        }
        transaction.enter("the message");
        DotStuffer stuffer = new DotStuffer(wire);
        if (transaction.isWanted()) {
            copyBody(transaction, stuffer);
        }
        stuffer.end();
        transaction.endIsSaid();
        boolean _ = connection.takeReset();
    }

    private void sayWantedChunk(MailTransaction<L> transaction) throws IOException {
        try {
            sayChunk(transaction);
        } catch (SocketException why) {
            throw chunksFail("during BDAT: " + FailurePolicy.words(why));
        }
    }

    /** A chunk's length is said first; that of a converted body isn't known then. */
    private void sayChunk(MailTransaction<L> transaction) throws IOException {
        wire.say("BDAT " + transaction.letter().body().length() + " LAST");
        copyBody(transaction, wire);
        transaction.endIsSaid();
    }

    /** When a body ends too early, only closing the connection keeps the host from taking it. */
    private void copyBody(MailTransaction<L> transaction, OctetSink out) throws IOException {
        try (InputStream in = Content.open(transaction.letter().body())) {
            Optional<SevenBitForm> form = transaction.screening().form();
            if (form.isPresent()) {
                form.get().write(in, out);
            } else {
                copy(in, out);
            }
        } catch (UnreadableMessageException why) {
            transaction.unreadable(why);
            throw why;
        }
    }

    private static void copy(InputStream in, OctetSink out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count > 0; count = in.read(piece)) {
            out.write(piece, 0, count);
        }
    }

    private void hearEnd(MailTransaction<L> transaction) throws IOException {
        transaction.awaitEnd();
        PeerReply reply =
                transaction.isChunked()
                        ? awaitChunkReply(transaction)
                        : wire.hear(connection.patience().end());
        transaction.end(reply, offers);
        if (transaction.isChunked() && reply.isPositive()) {
            boolean _ = connection.takeReset();
        }
    }

    /**
     * What is said against the command and not against the message, nonsense and a closed
     * connection say that the host can't do what it offers; many pass on the offers of a host
     * behind them.
     */
    private PeerReply awaitChunkReply(MailTransaction<L> transaction) throws IOException {
        PeerReply reply;
        try {
            reply = wire.hear(connection.patience().end());
        } catch (ProtocolErrorException | EOFException | SocketException why) {
            throw transaction.isWanted()
                    ? chunksFail("after BDAT: " + FailurePolicy.words(why))
                    : why;
        }
        if (transaction.isWanted() ? isNoAnswer(reply) : reply.isUnknownCommand()) {
            throw chunksFail("it said \"" + reply + "\" to BDAT");
        }
        return reply;
    }

    private static boolean isNoAnswer(PeerReply reply) {
        return !reply.isPositive() && (reply.isAboutTheCommand() || !reply.isRefusal());
    }

    private static BrokenExtensionException chunksFail(String words) {
        return new BrokenExtensionException(EhloExtension.CHUNKING, words);
    }
}
