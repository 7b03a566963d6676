package dmail.smtp.session;

import dmail.common.cli.Version;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import dmail.common.tls.TlsFailure;
import dmail.smtp.policy.Refusals;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.CommandParser;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** One client's connection from greeting to goodbye. */
public final class SmtpSession {
    private final SessionServices services;
    private final Client client;
    private final SessionMemory memory;
    private final WireReader reader;
    private final SessionReplies answers;
    private final ProgressTimeout pace;
    private final MessageAcceptance desk;
    private final Conversation conversation;
    private final WireWriter writer;
    private final ClientPrivileges standing;
    private final SmtpLog log;
    private State state = new State.Connected();

    /** For those who look on from other threads. */
    private volatile String phase = "CONNECTED";

    /**
     * @param memory what the session takes memory from
     * @param in the client's octets; time-outs come as {@link SocketTimeoutException}
     * @param patience sets how long reads may take
     */
    public SmtpSession(
            SessionServices services,
            Client client,
            ConnectionInfo access,
            SessionMemory memory,
            InputStream in,
            OutputStream out,
            ProgressTimeout.Patience patience,
            SmtpLog log) {
        this.services = services;
        this.client = client;
        this.memory = memory;
        this.log = log;
        writer = new WireWriter(out, memory);
        reader = new WireReader(in, writer, memory);
        answers = new SessionReplies(writer);
        pace = new ProgressTimeout(patience, services.rules().get().limits().silence());
        standing = new ClientPrivileges(access);
        desk = new MessageAcceptance(services, client, standing, memory, answers, log);
        conversation =
                new Conversation(
                        services, client, standing, memory, reader, answers, desk, pace, log);
    }

    /** Talks to the client until one side has had enough. */
    public void run() {
        log.connected(client);
        String how = "lost";
        try {
            how = converse();
            writer.flush();
        } catch (SocketTimeoutException _) {
            how = "timed out";
            sayLast(Refusals.TOO_SLOW);
        } catch (MemoryShortException _) {
            boolean wanted = memory.givesWay();
            how = wanted ? "gave way to others" : "closed for want of memory";
            sayLast(wanted ? Refusals.GIVES_WAY : Refusals.NO_MEMORY);
        } catch (TlsFailure e) {
            // What the client would make of words in clear text now, nobody knows.
            how = "not encrypted";
            log.notEncrypted(client, e);
        } catch (IOException _) {
            if (services.gate().isClosed()) {
                how = "closed at shutdown";
                sayLast(Refusals.SHUTTING_DOWN);
            }
        } catch (RuntimeException bug) {
            // The boundary: whatever is wrong with us, the client is told to come back.
            how = "failed";
            log.failed(client, bug);
            sayLast(Refusals.OUR_ERROR);
        } finally {
            Conversation.abandon(state);
            endEncryption();
            log.ended(client, how, desk.accepted());
        }
    }

    private void endEncryption() {
        try {
            standing.access().upgrade().end();
        } catch (IOException gone) {
            // There is no one left to tell.
        }
    }

    /** {@return how the session ended, for the log} */
    private String converse() throws IOException {
        if (standing.access().atOnce()) {
            log.encrypted(client, standing.encrypt(reader, answers));
        }
        if (!client.isLocal() && services.rules().get().bans().client(client.address())) {
            log.banned(client);
            answers.say(Refusals.CLIENT_BANNED);
            return "closed";
        }
        answers.say(Replies.greeting(services.rules().get().host().name(), Version.TEXT));
        while (!(state instanceof State.Closed)) {
            if (!services.rules().get().limits().allowsErrors(answers.errors())) {
                answers.say(Refusals.TOO_MANY_ERRORS);
                return "closed after too many errors";
            }
            reader.trim();
            writer.trim();
            pace.begin();
            switch (reader.readLine(LineEnd.CRLF, CommandParser.LONGEST_LINE)) {
                case Line.Whole(var text)
                        when services.remote().isMeant(text, client.address()) -> {
                    services.remote().talk(text, client.address(), reader, writer);
                    return "closed after control";
                }
                case Line.Whole(var text) -> carryOut(text, CommandParser.parse(text));
                case Line.TooLong() -> carryOut("", new Command.Malformed(Replies.LINE_TOO_LONG));
                case Line.End() -> {
                    return clientGone();
                }
            }
        }
        return "closed";
    }

    private void carryOut(String line, Command command) throws IOException {
        if (command instanceof Command.Data) {
            phase = "DATA";
        }
        state = conversation.carryOut(state, command);
        if (!state.hasEnvelope()) {
            memory.giveBackAll(MemoryUse.ENVELOPES);
        }
        phase = state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        log.dialogue(client, loggable(line, command), answers.last());
    }

    /** What isn't understood may be a password that was sent to the wrong place. */
    private static String loggable(String line, Command command) {
        return switch (command) {
            case Command.Malformed _ -> "(not understood)";
            case Command.Authenticate login -> login.toString();
            default -> line;
        };
    }

    /** At shutdown the server ends the client's input, so that we come here. */
    private String clientGone() throws IOException {
        if (services.gate().isClosed()) {
            answers.say(Refusals.SHUTTING_DOWN);
            return "closed at shutdown";
        }
        return "lost";
    }

    private void sayLast(Reply reply) {
        try {
            answers.sayAtOnce(reply);
        } catch (IOException gone) {
            // There is no one left to tell.
        }
    }

    /** {@return what the session is about now, for {@code showchans}} */
    public String phase() {
        return phase;
    }

    /** {@return what a client hears that is one too many} */
    public static Reply refusal(SessionLimits.Entry.TurnedAway why) {
        return switch (why) {
            case SessionLimits.Entry.Full() -> Refusals.FULL;
            case SessionLimits.Entry.Refused() -> Refusals.TOO_MANY_SESSIONS;
        };
    }
}
