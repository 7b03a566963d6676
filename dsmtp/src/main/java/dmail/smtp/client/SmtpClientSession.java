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
 * Sends messages over one connection, pipelined (RFC 2920): all commands of a message together, and
 * with the text of one message the commands of the next, so that a message costs one write and one
 * round trip.
 */
final class SmtpClientSession<L extends OutboundMessage> {
    /** A longer chunk isn't sent before a recipient has been accepted (RFC 3030). */
    private static final long LONGEST_AHEAD = 64 * 1024;

    private static final int PIECE = 8 * 1024;

    /** RFC 5321 section 4.3.2: start mail input. */
    private static final int START = 354;

    private final Connection connection;
    private final MessageSource<L> source;
    private final Wire wire;
    private final EhloExtensions extensions;

    /**
     * In the order of their commands; those of the second one were sent with the text of the first.
     */
    private final Deque<MailTransaction<L>> underWay = new ArrayDeque<>();

    SmtpClientSession(Connection connection, MessageSource<L> source) {
        this.connection = connection;
        this.source = source;
        this.wire = connection.wire();
        this.extensions = connection.extensions();
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
        source.settled(settled.message(), settled.results());
    }

    /** Takes a message and sends its commands, if the host supports pipelining. */
    private boolean begin(boolean busy) throws IOException {
        while (connection.isUsable()) {
            Optional<L> message = source.next(busy);
            if (message.isEmpty()) {
                return false;
            }
            Optional<MailTransaction<L>> transaction = screen(message.get(), busy);
            if (transaction.isPresent()) {
                underWay.addLast(transaction.get());
                connection.begins();
                if (extensions.pipelining()) {
                    sendCommands(transaction.get());
                }
                return true;
            }
        }
        return false;
    }

    /** {@return the message's transaction, unless every result is known already} */
    private Optional<MailTransaction<L>> screen(L message, boolean busy) {
        Preflight preflight;
        try {
            preflight = Preflight.of(message, connection.peer(), extensions);
        } catch (UnreadableMessageException why) {
            RecipientResult later = new RecipientResult.NotNow(FailurePolicy.unreadable(why));
            source.settled(message, message.to().stream().map(_ -> later).toList());
            return Optional.empty();
        }
        MailTransaction<L> transaction =
                new MailTransaction<>(message, connection, preflight, busy);
        if (transaction.open().isEmpty()) {
            source.settled(message, transaction.results());
            return Optional.empty();
        }
        return Optional.of(transaction);
    }

    private void sendCommands(MailTransaction<L> transaction) throws IOException {
        if (connection.takeReset()) {
            wire.writeLine("RSET");
            transaction.followsReset();
        }
        wire.writeLine(mail(transaction));
        for (int index : transaction.open()) {
            wire.writeLine(rcpt(transaction, index));
        }
        if (!transaction.isChunked()) {
            wire.writeLine("DATA");
        } else if (isAhead(transaction)) {
            sendChunk(transaction);
        }
    }

    private String mail(MailTransaction<L> transaction) {
        OutboundMessage message = transaction.message();
        return Commands.mail(
                message.envelope(),
                extensions,
                message.body().length(),
                transaction.preflight().eightBit(),
                transaction.preflight().utf8());
    }

    private String rcpt(MailTransaction<L> transaction, int index) {
        return Commands.rcpt(transaction.message().to().get(index), extensions);
    }

    private boolean isAhead(MailTransaction<L> transaction) {
        return extensions.pipelining() && transaction.message().body().length() <= LONGEST_AHEAD;
    }

    /** Completes a message, and begins the next one on the way if that saves a round trip. */
    private void conclude(MailTransaction<L> transaction) throws IOException {
        try {
            transfer(transaction);
        } catch (SSLException why) {
            throw connection.hasDelivered() || transaction.isEndSent()
                    ? why
                    : new BrokenExtensionException(
                            EhloExtension.ENCRYPTION, FailurePolicy.words(why));
        }
    }

    private void transfer(MailTransaction<L> transaction) throws IOException {
        String id = transaction.message().envelope().id().text();
        connection.channel().carries(transaction.message().envelope().reception());
        connection.channel().enter("MAIL", id);
        readReplies(transaction);
        connection.channel().enter("DATA", id);
        if (!transaction.isEndSent()) {
            sendBody(transaction);
        }
        if (transaction.isEndSent()) {
            if (extensions.pipelining() && !transaction.isChunked()) {
                boolean _ = begin(true);
            }
            readEndReply(transaction);
        }
        settleFirst();
    }

    private void readReplies(MailTransaction<L> transaction) throws IOException {
        ClientTimeouts timeouts = connection.timeouts();
        List<Integer> recipientIndexes = transaction.open();
        if (transaction.isAfterReset() || (!extensions.pipelining() && connection.takeReset())) {
            PeerReply _ = awaitReply("RSET", timeouts.mail());
        }
        PeerReply sender = awaitReply(mail(transaction), timeouts.mail());
        transaction.sender(sender);
        if (!sender.isPositive() && !extensions.pipelining()) {
            return;
        }
        for (int index : recipientIndexes) {
            transaction.rcptSent(index);
            transaction.recipient(index, awaitReply(rcpt(transaction, index), timeouts.rcpt()));
        }
        if (sender.isPositive()) {
            connection.leaveUnfinished();
        }
    }

    /** Sends a command, unless it was sent by pipelining, and waits for its reply. */
    private PeerReply awaitReply(String command, Duration timeout) throws IOException {
        if (!extensions.pipelining()) {
            wire.writeLine(command);
        }
        return wire.readReply(timeout);
    }

    private void sendBody(MailTransaction<L> transaction) throws IOException {
        if (transaction.isChunked()) {
            if (transaction.isWanted()) {
                sendAcceptedChunk(transaction);
            }
            return;
        }
        if (!transaction.isWanted() && !extensions.pipelining()) {
            return;
        }
        transaction.enter("DATA");
        PeerReply reply = awaitReply("DATA", connection.timeouts().data());
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
        transaction.endWasSent();
        boolean _ = connection.takeReset();
    }

    private void sendAcceptedChunk(MailTransaction<L> transaction) throws IOException {
        try {
            sendChunk(transaction);
        } catch (SocketException why) {
            throw chunksFail("during BDAT: " + FailurePolicy.words(why));
        }
    }

    /** BDAT needs the length first; that of a converted body isn't known before. */
    private void sendChunk(MailTransaction<L> transaction) throws IOException {
        wire.writeLine("BDAT " + transaction.message().body().length() + " LAST");
        copyBody(transaction, wire);
        transaction.endWasSent();
    }

    /** When a body ends too early, only closing the connection keeps the host from accepting it. */
    private void copyBody(MailTransaction<L> transaction, OctetSink out) throws IOException {
        try (InputStream in = Content.open(transaction.message().body())) {
            Optional<SevenBitForm> form = transaction.preflight().form();
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

    private void readEndReply(MailTransaction<L> transaction) throws IOException {
        transaction.awaitEnd();
        PeerReply reply =
                transaction.isChunked()
                        ? awaitChunkReply(transaction)
                        : wire.readReply(connection.timeouts().end());
        transaction.end(reply, extensions);
        if (transaction.isChunked() && reply.isPositive()) {
            boolean _ = connection.takeReset();
        }
    }

    /**
     * A reply that rejects the command itself, a protocol error or a closed connection means that
     * CHUNKING fails; some hosts announce the extensions of a host behind them.
     */
    private PeerReply awaitChunkReply(MailTransaction<L> transaction) throws IOException {
        PeerReply reply;
        try {
            reply = wire.readReply(connection.timeouts().end());
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
