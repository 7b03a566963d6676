package dmail.pop.session;

import dmail.common.address.IpLiteral;
import dmail.common.io.Reason;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Mailbox;
import dmail.common.net.Accepted;
import dmail.common.net.ListenerLog;
import dmail.pop.store.MaildropLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** The log lines of dpop, one method each. */
public final class PopLog implements MaildropLog {
    private final Log log;
    private final Counters counters;
    private final ListenerLog listeners;

    /**
     * @param counters count the same events for {@code status}
     */
    public PopLog(Log log, Counters counters) {
        this.log = log;
        this.counters = counters;
        this.listeners = new ListenerLog(log);
    }

    void connected(Client client) {
        if (log.writes(Level.DEBUG)) {
            LogLine line =
                    of(client, "connected")
                            .with("local", text(client.connectedTo()))
                            .with("listener", client.listener());
            log.write(Level.DEBUG, line);
        }
    }

    /** The name of a client has come to be known. */
    public void named(Client client, String name) {
        log.info(of(client, "named").with("name", name));
    }

    void encrypted(Client client, String agreed) {
        if (log.writes(Level.DEBUG)) {
            log.write(Level.DEBUG, of(client, "encrypted").with("by", agreed));
        }
    }

    /** No warning: scanners and old clients fail in the handshake all day. */
    void notEncrypted(Client client, IOException why) {
        log.info(of(client, "handshake failed").with("reason", Reason.of(why)));
    }

    void login(Client client, Mailbox mailbox, int messages, long octets) {
        counters.login();
        log.info(
                of(client, "login")
                        .with("user", mailbox.databaseName())
                        .with("messages", messages)
                        .with("octets", octets)
                        .with("listener", client.listener())
                        .with("reached", text(client.connectedTo())));
    }

    /** A fixed form, for tools that ban guessers. */
    void loginFailed(Client client, String name, String why) {
        counters.failedLogin();
        log.info(of(client, "auth failed").with("user", name).with("reason", why));
    }

    void loginUnavailable(Client client, String name, String why) {
        log.error(of(client, "auth unavailable").with("user", name).with("reason", why));
    }

    void mailboxInUse(Client client, Mailbox mailbox, String why) {
        log.info(
                of(client, "mailbox in use")
                        .with("user", mailbox.databaseName())
                        .with("reason", why));
    }

    void mailboxFailed(Client client, Mailbox mailbox, IOException problem) {
        log.error(
                of(client, "mailbox failed")
                        .with("user", mailbox.databaseName())
                        .with("drop", mailbox.dropFile())
                        .with("reason", reason(problem)));
    }

    void notRemoved(Client client, Mailbox mailbox, String why) {
        log.error(
                of(client, "deleted mail not removed")
                        .with("user", mailbox.databaseName())
                        .with("drop", mailbox.dropFile())
                        .with("reason", why));
    }

    void ended(Client client, String reason) {
        if (log.writes(Level.DEBUG)) {
            log.write(Level.DEBUG, of(client, "end").with("reason", reason));
        }
    }

    void ended(Client client, Mailbox mailbox, SessionTotals totals, String reason) {
        counters.session(totals.retrieved(), totals.removed());
        log.info(
                of(client, "end")
                        .with("user", mailbox.databaseName())
                        .with("retr", totals.retrieved())
                        .with("octets", totals.retrievedOctets())
                        .with("top", totals.tops())
                        .with("removed", totals.removed())
                        .with("reason", reason));
    }

    @Override
    public void indexUseless(Path drop, IOException problem) {
        log.warning(
                LogLine.of("index not usable").with("drop", drop).with("reason", reason(problem)));
    }

    @Override
    public void mailNotMoved(Path drop, String why) {
        log.error(LogLine.of("new mail not moved").with("drop", drop).with("reason", why));
    }

    @Override
    public void storeDamaged(Path data, Path kept) {
        log.error(LogLine.of("store damaged").with("store", data).with("kept", kept));
    }

    @Override
    public void notCompacted(Path data, IOException problem) {
        log.warning(
                LogLine.of("store not compacted")
                        .with("store", data)
                        .with("reason", reason(problem)));
    }

    @Override
    public void storeMoved(Path from, Path to) {
        log.info(LogLine.of("mail moved").with("from", from).with("to", to));
    }

    @Override
    public void dropChanged(Path drop, int message) {
        log.warning(
                LogLine.of("drop file changed under a session")
                        .with("drop", drop)
                        .with("message", message));
    }

    /** A client that a listener keeps out. */
    public void excluded(String listener, Accepted connection) {
        listeners.excluded(listener, connection);
    }

    /** A connection without a PROXY header, at a listener that demands one. */
    public void headerRefused(String listener, Accepted connection, String why) {
        listeners.headerRefused(listener, connection, why);
    }

    /** For instance without free descriptors; the listener continues. */
    public void acceptFailed(Throwable reason) {
        listeners.acceptFailed(reason);
    }

    /** A client was refused because memory is short. */
    public void memoryRefused() {
        listeners.memoryRefused();
    }

    /** A connection broke, or a session ended by an internal error. */
    public void sessionFailed(String client, Throwable problem) {
        boolean bug = !(problem instanceof IOException);
        Level level = bug ? Level.ERROR : Level.DEBUG;
        log.write(
                level,
                LogLine.of("connection failed").with("client", client).with("reason", problem));
    }

    /** A client was refused because of the limits on sessions. */
    public void turnedAway(InetAddress client) {
        listeners.turnedAway(client);
    }

    private static LogLine of(Client client, String event) {
        return LogLine.of(client.id(), event).with("client", text(client.address()));
    }

    private static String text(InetAddress address) {
        return IpLiteral.text(address);
    }

    /** {@return the class and message of the exception: Java's message is often only a path} */
    public static String reason(IOException problem) {
        return MaildropLog.reason(problem);
    }
}
