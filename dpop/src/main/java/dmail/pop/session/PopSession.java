package dmail.pop.session;

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

/** One client's session from greeting to goodbye; runs on a thread of its own. */
public final class PopSession {
    private static final PopReply KICKED =
            PopReply.error(
                    ResponseCode.SYS_TEMP,
                    "the administrator has ended your session, nothing is deleted");
    private static final PopReply TOO_MANY_ERRORS = PopReply.error("too many bad commands");

    private final WireReader in;
    private final PopOutput out;
    private final Patience patience;
    private final SessionParts parts;
    private final Apop apop;
    private PopState state;
    private int errors;
    private boolean greeted;
    private boolean isBehindLogin;

    /** How long the client may take from now on; then reading ends in a time-out. */
    @FunctionalInterface
    public interface Patience {
        void allow(Duration whole);
    }

    public PopSession(WireReader in, WireWriter out, Patience patience, SessionParts parts) {
        this.in = in;
        this.out = new PopOutput(out);
        this.patience = patience;
        this.parts = parts;
        this.apop = Apop.of(parts);
        this.state = new Authorization(parts, apop);
    }

    /**
     * Serves the client to its end, or to the point behind login. Most sessions wait there for
     * long, and should do so on a fresh thread, since opening a mailbox goes deep into the stack.
     * Whatever happens, the mailbox is free after the end.
     *
     * @return whether the session goes on, in another call
     * @throws IOException when the connection broke
     */
    public boolean run() throws IOException {
        String reason = "connection lost";
        boolean goesOn = false;
        try {
            greet();
            Optional<String> end = converse();
            goesOn = end.isEmpty();
            reason = end.orElse(reason);
        } catch (SocketTimeoutException _) {
            // Not a word to the client, and nothing is deleted: RFC 1939 section 3.
            reason = "idle for too long";
        } catch (TlsFailure e) {
            // What the client would make of words in clear text now, nobody knows.
            parts.log().notEncrypted(parts.client(), e);
            reason = "no encryption";
        } finally {
            if (!goesOn) {
                state.abandon(reason);
                parts.presence().tally().ended(reason);
                endEncryption();
            }
        }
        return goesOn;
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
        parts.presence().tally().encrypted();
        parts.log().encrypted(parts.client(), agreed);
    }

    /** {@return how the session ended, or empty when it has just come behind login} */
    private Optional<String> converse() throws IOException {
        while (true) {
            if (state instanceof PopState.Ended(String reason)) {
                out.octets().flush();
                return Optional.of(reason);
            }
            if (state instanceof Transaction && !isBehindLogin) {
                isBehindLogin = true;
                return Optional.empty();
            }
            if (state instanceof PopState.Securing(Authorization next)) {
                encrypt();
                state = next;
            }
            Line line = nextLine();
            if (parts.presence().isKicked()) {
                out.reply(KICKED);
                out.octets().flush();
                return Optional.of("ended by the administrator");
            }
            switch (line) {
                case Line.End() -> {
                    return Optional.of("connection closed");
                }
                case Line.TooLong() -> obey(PopCommandParser.tooLong());
                case Line.Whole(String text) when state instanceof Exchange exchange ->
                        state = exchange.answer(text, out);
                case Line.Whole(String text)
                        when parts.remote().isMeant(text, parts.client().address()) -> {
                    parts.remote().talk(text, parts.client().address(), in, out.octets());
                    return Optional.of("closed after control");
                }
                case Line.Whole(String text) -> obey(PopCommandParser.parse(text));
            }
        }
    }

    private void obey(PopCommand command) throws IOException {
        state = state.handle(command, out);
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
        if (!in.hasBuffered() && !awaitShortly()) {
            return new Line.End();
        }
        // Also bounds a client that sends an octet now and then, but never a line.
        patience.allow(parts.rules().idle());
        boolean command = !(state instanceof Exchange);
        return in.readLine(
                LineEnd.LF,
                command ? PopCommandParser.LONGEST_PASS_LINE : SaslExchange.LONGEST_LINE);
    }

    /** {@return whether the client is still there}; memory is given back when it is silent. */
    private boolean awaitShortly() throws IOException {
        patience.allow(parts.rules().rest());
        try {
            return in.await();
        } catch (SocketTimeoutException _) {
            in.trim();
            state.rest();
            return true;
        }
    }
}
