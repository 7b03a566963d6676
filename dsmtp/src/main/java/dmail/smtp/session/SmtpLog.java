package dmail.smtp.session;

import dmail.common.address.IpLiteral;
import dmail.common.io.Reason;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.Accepted;
import dmail.common.net.ListenerLog;
import dmail.smtp.protocol.Reply;
import dmail.smtp.session.SmtpCounters.Event;
import java.io.IOException;
import java.net.InetAddress;

/** The log lines of sessions, one method each. */
public final class SmtpLog {
    private final Log log;
    private final SmtpCounters counters;
    private final ListenerLog listeners;

    public SmtpLog(Log log, SmtpCounters counters) {
        this.log = log;
        this.counters = counters;
        this.listeners = new ListenerLog(log);
    }

    void connected(Client client, ConnectionInfo access) {
        counters.count(Event.SESSION);
        LogLine line = LogLine.of(client.session(), "connected").with("client", show(client));
        if (!access.listener().name().isEmpty()) {
            line.with("listener", access.listener().name())
                    .with("reached", IpLiteral.text(access.connectedTo()));
        }
        log.info(line);
    }

    /** A client that a listener keeps out. */
    void excluded(String listener, Accepted connection) {
        counters.count(Event.SESSION_TURNED_AWAY);
        listeners.excluded(listener, connection);
    }

    /** A connection without a PROXY header, at a listener that demands one. */
    void headerRefused(String listener, Accepted connection, String why) {
        counters.count(Event.SESSION_TURNED_AWAY);
        listeners.headerRefused(listener, connection, why);
    }

    /** A client was refused because of the limits on sessions. */
    public void turnedAway(InetAddress client) {
        counters.count(Event.SESSION_TURNED_AWAY);
        listeners.turnedAway(client);
    }

    /** For instance without free descriptors; the listener continues. */
    public void acceptFailed(Throwable reason) {
        listeners.acceptFailed(reason);
    }

    /** A client was refused because memory is short. */
    public void memoryRefused() {
        listeners.memoryRefused();
    }

    /** A connection broke before its session began or after it ended. */
    public void connectionFailed(InetAddress client, Throwable reason) {
        LogLine line = LogLine.of("connection failed").with("client", show(client));
        log.write(
                reason instanceof IOException ? Level.INFO : Level.ERROR,
                line.with("reason", reason));
    }

    void encrypted(Client client, String agreed) {
        if (log.writes(Level.DEBUG)) {
            log.write(
                    Level.DEBUG,
                    LogLine.of(client.session(), "encrypted")
                            .with("client", show(client))
                            .with("by", agreed));
        }
    }

    /** No warning: scanners and old clients fail in the handshake all day. */
    void notEncrypted(Client client, IOException why) {
        log.info(
                LogLine.of(client.session(), "handshake failed")
                        .with("client", show(client))
                        .with("reason", Reason.of(why)));
    }

    void loggedIn(Client client, String user) {
        log.info(
                LogLine.of(client.session(), "login")
                        .with("client", show(client))
                        .with("user", user));
    }

    /** The same form as dpop's, for tools that ban guessers. */
    void loginFailed(Client client, String name, String why) {
        log.info(
                LogLine.of(client.session(), "auth failed")
                        .with("client", show(client))
                        .with("user", name)
                        .with("reason", why));
    }

    void loginUnavailable(Client client, String name, String why) {
        log.error(
                LogLine.of(client.session(), "auth unavailable")
                        .with("client", show(client))
                        .with("user", name)
                        .with("reason", why));
    }

    void banned(Client client) {
        log.info(LogLine.of(client.session(), "banned").with("client", show(client)));
    }

    /** A command and its reply, for debugging. */
    void dialogue(Client client, String line, Reply reply) {
        if (log.writes(Level.DEBUG)) {
            log.write(
                    Level.DEBUG,
                    LogLine.of(client.session(), "command")
                            .with("line", line)
                            .with("reply", reply));
        }
    }

    void refusedSender(Client client, Object sender, Reply reply) {
        log.info(
                LogLine.of(client.session(), "refused sender")
                        .with("from", angled(sender))
                        .with("client", show(client))
                        .with("reply", reply));
    }

    void refusedRecipient(
            Client client, Transaction transaction, Object recipient, Reply reply, String why) {
        counters.count(Event.RECIPIENT_REFUSED);
        log.info(
                LogLine.of(client.session(), "refused recipient")
                        .with("to", angled(recipient))
                        .with("from", angled(transaction.sender()))
                        .with("client", show(client))
                        .with("reply", reply)
                        .with("why", why));
    }

    void accepted(Client client, HeloName helo, Transaction transaction, IncomingMessage mail) {
        counters.count(Event.MESSAGE_ACCEPTED);
        log.info(
                LogLine.of(client.session(), "accepted")
                        .with("id", mail.id())
                        .with("from", angled(transaction.sender()))
                        .with("to", transaction.recipients().size())
                        .with("size", mail.size())
                        .with("client", show(client))
                        .with("helo", helo.name())
                        .with("with", helo.protocol()));
    }

    void refusedMessage(Client client, Transaction transaction, IncomingMessage mail, Reply reply) {
        counters.count(Event.MESSAGE_REFUSED);
        log.info(refusal(client, transaction, mail, reply));
    }

    /** A failure on our side that an administrator must see to. */
    void notStored(
            Client client,
            Transaction transaction,
            IncomingMessage mail,
            Reply reply,
            Exception reason) {
        counters.count(Event.MESSAGE_REFUSED);
        log.error(refusal(client, transaction, mail, reply).with("reason", reason));
    }

    private static LogLine refusal(
            Client client, Transaction transaction, IncomingMessage mail, Reply reply) {
        return LogLine.of(client.session(), "refused message")
                .with("id", mail.id())
                .with("from", angled(transaction.sender()))
                .with("to", transaction.recipients().size())
                .with("size", mail.size())
                .with("client", show(client))
                .with("reply", reply);
    }

    void ended(Client client, String how, int messages) {
        log.info(
                LogLine.of(client.session(), "end")
                        .with("client", show(client))
                        .with("messages", messages)
                        .with("reason", how));
    }

    /** A session ended by an internal error. */
    void failed(Client client, RuntimeException bug) {
        log.error(
                LogLine.of(client.session(), "session failed")
                        .with("client", show(client))
                        .with("reason", bug)
                        .with("at", location(bug)));
    }

    private static Object location(RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        return trace.length == 0 ? "unknown" : trace[0];
    }

    private static String show(Client client) {
        return client.shown();
    }

    private static String show(InetAddress address) {
        return IpLiteral.text(address);
    }

    private static String angled(Object path) {
        return "<" + path + ">";
    }
}
