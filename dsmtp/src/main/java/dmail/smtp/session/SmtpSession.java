package dmail.smtp.session;

import dmail.common.cli.Version;
import dmail.common.identity.GreetingText;
import dmail.common.mbox.MailDate;
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
import java.time.Instant;
import java.util.Locale;

/** One client's connection from greeting to goodbye. */
public final class SmtpSession {
    private final SessionServices services;
    private final Client client;
    private final SessionMemory memory;
    private final WireReader reader;
    private final SessionReplies answers;
    private final ProgressTimeout progress;
    private final MessageAcceptance acceptance;
    private final Conversation conversation;
    private final WireWriter writer;
    private final ClientPrivileges privileges;
    private final SmtpLog log;
    private State state = new State.Connected();

    /** Read by other threads. */
    private volatile String phase = "CONNECTED";

    /**
     * @param memory where the session takes memory from
     * @param in the client's octets; time-outs come as {@link SocketTimeoutException}
     * @param readTimeout sets the time-outs of reads
     */
    public SmtpSession(
            SessionServices services,
            Client client,
            ConnectionInfo access,
            SessionMemory memory,
            InputStream in,
            OutputStream out,
            ProgressTimeout.ReadTimeout readTimeout,
            SmtpLog log) {
        this.services = services;
        this.client = client;
        this.memory = memory;
        this.log = log;
        writer = new WireWriter(out, memory);
        reader = new WireReader(in, writer, memory);
        answers = new SessionReplies(writer);
        progress = new ProgressTimeout(readTimeout, services.rules().get().limits().silence());
        privileges = new ClientPrivileges(access);
        acceptance = new MessageAcceptance(services, client, privileges, memory, answers, log);
        conversation =
                new Conversation(
                        services,
                        client,
                        privileges,
                        memory,
                        reader,
                        answers,
                        acceptance,
                        progress,
                        log);
    }

    /** Serves the client to the end of the session. */
    public void run() {
        log.connected(client, privileges.access());
        String how = "lost";
        try {
            how = converse();
            writer.flush();
        } catch (SocketTimeoutException _) {
            how = "timed out";
            sendLast(Refusals.TOO_SLOW);
        } catch (MemoryShortException _) {
            boolean wanted = memory.givesWay();
            how = wanted ? "gave way to others" : "closed for want of memory";
            sendLast(wanted ? Refusals.GIVES_WAY : Refusals.NO_MEMORY);
        } catch (TlsFailure e) {
            // The client expects TLS; a reply in clear text would only confuse it.
            how = "not encrypted";
            log.notEncrypted(client, e);
        } catch (IOException _) {
            if (services.gate().isClosed()) {
                how = "closed at shutdown";
                sendLast(Refusals.SHUTTING_DOWN);
            }
        } catch (RuntimeException bug) {
            // On any internal error the client gets a temporary failure and tries again later.
            how = "failed";
            log.failed(client, bug);
            sendLast(Refusals.OUR_ERROR);
        } finally {
            Conversation.abandon(state);
            endEncryption();
            log.ended(client, how, acceptance.accepted());
        }
    }

    private void endEncryption() {
        try {
            privileges.access().upgrade().end();
        } catch (IOException gone) {
            // The client is gone.
        }
    }

    /** {@return how the session ended, for the log} */
    private String converse() throws IOException {
        if (privileges.access().atOnce()) {
            log.encrypted(client, privileges.encrypt(reader, answers));
        }
        if (!client.isLocal() && services.rules().get().bans().client(client.address())) {
            log.banned(client);
            answers.send(Refusals.CLIENT_BANNED);
            return "closed";
        }
        answers.send(greeting(privileges.access()));
        while (!(state instanceof State.Closed)) {
            if (!services.rules().get().limits().allowsErrors(answers.errors())) {
                answers.send(Refusals.TOO_MANY_ERRORS);
                return "closed after too many errors";
            }
            reader.trim();
            writer.trim();
            progress.begin();
            switch (reader.readLine(LineEnd.CRLF, CommandParser.LONGEST_LINE)) {
                case Line.Whole(var text) when isForRemoteControl(text) -> {
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

    private boolean isForRemoteControl(String line) {
        return client.hasRightsOfAddress() && services.remote().isMeant(line, client.address());
    }

    private Reply greeting(ConnectionInfo access) {
        Instant now = services.clock().instant();
        return access.identity()
                .greeting()
                .map(text ->
                        GreetingText.of(
                                text,
                                access.identity().name(),
                                client.address(),
                                now.atZone(services.zone())))
                .map(Replies::greeting)
                .orElseGet(
                        () -> Replies.greeting(access.host(), Version.TEXT, MailDate.inGmt(now)));
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

    /** An unknown command may be a password sent at the wrong time. */
    private static String loggable(String line, Command command) {
        return switch (command) {
            case Command.Malformed _ -> "(not understood)";
            case Command.Authenticate login -> login.toString();
            default -> line;
        };
    }

    /** At shutdown the server ends the client's input, which leads here. */
    private String clientGone() throws IOException {
        if (services.gate().isClosed()) {
            answers.send(Refusals.SHUTTING_DOWN);
            return "closed at shutdown";
        }
        return "lost";
    }

    private void sendLast(Reply reply) {
        try {
            answers.sendAtOnce(reply);
        } catch (IOException gone) {
            // The client is gone.
        }
    }

    /** {@return what the session does now, for {@code showchans}} */
    public String phase() {
        return phase;
    }

    /** {@return the reply to a client beyond the limits on sessions} */
    public static Reply refusal(SessionLimits.Entry.TurnedAway why) {
        return switch (why) {
            case SessionLimits.Entry.Full() -> Refusals.FULL;
            case SessionLimits.Entry.Refused() -> Refusals.TOO_MANY_SESSIONS;
        };
    }
}
