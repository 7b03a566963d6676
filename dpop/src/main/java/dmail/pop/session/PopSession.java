package dmail.pop.session;

import dmail.common.memory.MemoryShortException;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import dmail.common.sasl.SaslExchange;
import dmail.common.tls.TlsFailure;
import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopCommandParser;
import dmail.pop.protocol.PopReply;
import dmail.pop.protocol.ResponseCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** One client's session from greeting to QUIT, on a thread of its own. */
public final class PopSession {
    private static final PopReply KICKED =
            PopReply.error(
                    ResponseCode.SYS_TEMP,
                    "the administrator has ended your session, nothing is deleted");
    private static final PopReply NO_MEMORY =
            PopReply.error(ResponseCode.SYS_TEMP, "the server has no memory left, try later");
    private static final PopReply GIVES_WAY =
            PopReply.error(ResponseCode.SYS_TEMP, "the server is too busy, try later");
    private static final PopReply TOO_MANY_ERRORS = PopReply.error("too many bad commands");

    /**
     * A client that has retrieved this many messages without a pause is expected to retrieve more.
     */
    private static final int COLLECTS = 16;

    private final WireReader in;
    private final PopOutput out;
    private final ReadTimeout readTimeout;
    private final SessionParts parts;
    private final Apop apop;
    private PopState state;
    private int errors;
    private boolean greeted;
    private boolean isBehindLogin;

    /** Messages sent since the client was last silent. */
    private int collected;

    private boolean isBusy;

    /** The client is waited for without the memory of an active session. */
    private boolean hasTimedOut;

    /** How a call of {@link #run} ended. */
    public enum Outcome {
        /** The session is over. */
        ENDED,

        /**
         * The client has logged in. Most sessions wait there for long, and should do so on a fresh
         * thread, since opening a mailbox goes deep into the stack.
         */
        LOGGED_IN,

        /** The client collects one message after another. */
        BUSY,

        /**
         * The client has fallen silent. A thread that waits again keeps what its stack took the
         * first time, so thousands of silent clients are waited for in new ones.
         */
        QUIET
    }

    /** How long the client may take from now on; then reading ends in a time-out. */
    @FunctionalInterface
    public interface ReadTimeout {
        void allow(Duration whole);
    }

    public PopSession(WireReader in, WireWriter out, ReadTimeout readTimeout, SessionParts parts) {
        this.in = in;
        this.out = new PopOutput(out);
        this.readTimeout = readTimeout;
        this.parts = parts;
        this.apop = Apop.of(parts);
        this.state = new Authorization(parts, apop);
    }

    /**
     * Runs until the session ends or should be continued (call again) on another kind of thread;
     * see {@link Outcome}. The mailbox is released at the end in any case.
     *
     * @throws IOException when the connection broke
     */
    public Outcome run() throws IOException {
        String reason = "connection lost";
        Outcome outcome = Outcome.ENDED;
        try {
            greet();
            Turn turn = converse();
            outcome = turn.outcome();
            reason = turn.reason();
        } catch (SocketTimeoutException _) {
            // No reply, and nothing is deleted: RFC 1939 section 3.
            reason = "idle for too long";
        } catch (MemoryShortException _) {
            boolean wanted = parts.memory().givesWay();
            reason = wanted ? "gave way to others" : "no memory";
            out.reply(wanted ? GIVES_WAY : NO_MEMORY);
            out.octets().flush();
        } catch (TlsFailure e) {
            // The client expects TLS; a reply in clear text would only confuse it.
            parts.log().notEncrypted(parts.client(), e);
            reason = "no encryption";
        } finally {
            if (outcome == Outcome.ENDED) {
                state.abandon(reason);
                parts.openSession().totals().ended(reason);
                endEncryption();
            }
        }
        return outcome;
    }

    private void endEncryption() {
        try {
            parts.security().upgrade().end();
        } catch (IOException gone) {
            // There is no one left to tell.
        }
    }

    private void greet() throws IOException {
        if (!greeted) {
            greeted = true;
            parts.log().connected(parts.client());
            if (parts.security().atOnce()) {
                encrypt();
            }
            out.reply(PopReply.ok(apop.greeting(parts.rules().greeting())));
        }
    }

    private void encrypt() throws IOException {
        String agreed = parts.security().upgrade().start(in, out.octets());
        parts.openSession().totals().encrypted();
        parts.log().encrypted(parts.client(), agreed);
    }

    /**
     * How the conversation came to a point.
     *
     * @param reason of the end, for the log
     */
    private record Turn(Outcome outcome, String reason) {
        static Turn end(String reason) {
            return new Turn(Outcome.ENDED, reason);
        }

        static Turn goOn(Outcome outcome) {
            return new Turn(outcome, "");
        }
    }

    private Turn converse() throws IOException {
        while (true) {
            Optional<Turn> turn = turn();
            if (turn.isPresent()) {
                return turn.get();
            }
            if (state instanceof PopState.Securing(Authorization next)) {
                encrypt();
                state = next;
            }
            boolean timedOutBefore = hasTimedOut;
            boolean isThere = timedOutBefore || in.hasBuffered() || awaitShortly();
            if (hasTimedOut && !timedOutBefore) {
                return Turn.goOn(Outcome.QUIET);
            }
            Line line = isThere ? nextLine() : new Line.End();
            hasTimedOut = false;
            if (parts.openSession().isKicked()) {
                out.reply(KICKED);
                out.octets().flush();
                return Turn.end("ended by the administrator");
            }
            switch (line) {
                case Line.End() -> {
                    return Turn.end("connection closed");
                }
                case Line.TooLong() -> obey(PopCommandParser.tooLong());
                case Line.Whole(String text) when state instanceof Exchange exchange ->
                        state = exchange.answer(text, out);
                case Line.Whole(String text) when isForRemoteControl(text) -> {
                    parts.remote().talk(text, parts.client().address(), in, out.octets());
                    return Turn.end("closed after control");
                }
                case Line.Whole(String text) -> obey(PopCommandParser.parse(text));
            }
        }
    }

    private boolean isForRemoteControl(String line) {
        return !parts.client().isProxy() && parts.remote().isMeant(line, parts.client().address());
    }

    /** {@return what the last command has led to, if that is a point to stop at} */
    private Optional<Turn> turn() throws IOException {
        if (state instanceof PopState.Ended(String reason)) {
            out.octets().flush();
            return Optional.of(Turn.end(reason));
        }
        if (state instanceof Transaction && !isBehindLogin) {
            isBehindLogin = true;
            return Optional.of(Turn.goOn(Outcome.LOGGED_IN));
        }
        if (collected >= COLLECTS && !isBusy) {
            isBusy = true;
            return Optional.of(Turn.goOn(Outcome.BUSY));
        }
        return Optional.empty();
    }

    private void obey(PopCommand command) throws IOException {
        state = state.handle(command, out);
        if (command instanceof PopCommand.Retr) {
            collected++;
        }
        if (command instanceof PopCommand.Malformed) {
            errors++;
            if (errors >= parts.rules().errors()) {
                out.reply(TOO_MANY_ERRORS);
                state.abandon(TOO_MANY_ERRORS.line());
                state = new PopState.Ended(TOO_MANY_ERRORS.line());
            }
        }
    }

    private Line nextLine() throws IOException {
        // Also limits a client that sends an octet at times, but never a line.
        readTimeout.allow(parts.rules().idle());
        boolean command = !(state instanceof Exchange);
        return in.readLine(
                LineEnd.LF,
                command ? PopCommandParser.LONGEST_PASS_LINE : SaslExchange.LONGEST_LINE);
    }

    /** {@return whether the client is still connected; memory is freed when it is silent} */
    private boolean awaitShortly() throws IOException {
        readTimeout.allow(parts.rules().rest());
        try {
            return in.await();
        } catch (SocketTimeoutException _) {
            in.trim();
            out.octets().trim();
            state.rest();
            collected = 0;
            isBusy = false;
            hasTimedOut = true;
            return true;
        }
    }
}
