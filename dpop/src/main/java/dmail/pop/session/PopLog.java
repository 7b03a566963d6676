package dmail.pop.session;

import dmail.common.address.IpLiteral;
import dmail.common.io.Reason;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.log.RareEvent;
import dmail.common.login.Mailbox;
import dmail.pop.store.MaildropLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** The events of DPOP; the words of its log lines stand here and nowhere else. */
public final class PopLog implements MaildropLog {
    private final Log log;
    private final Counters counters;
    private final RareEvent acceptFailures = new RareEvent();
    private final RareEvent memoryRefusals = new RareEvent();
    private final RareEvent clientsSentAway = new RareEvent();

    /**
     * @param counters count the same events for {@code status}
     */
    public PopLog(Log log, Counters counters) {
        this.log = log;
        this.counters = counters;
    }

    void connected(Client client) {
        if (log.writes(Level.DEBUG)) {
            LogLine line = of(client, "connect").with("local", text(client.connectedTo()));
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

    /** Scanners and old clients do that all day; it is nobody's trouble but theirs. */
    void notEncrypted(Client client, IOException why) {
        log.info(of(client, "not encrypted").with("reason", Reason.of(why)));
    }

    void login(Client client, Mailbox mailbox, int messages, long octets) {
        counters.login();
        log.info(
                of(client, "login")
                        .with("user", mailbox.databaseName())
                        .with("messages", messages)
                        .with("octets", octets));
    }

    /** One line of a fixed form, which tools that ban guessers look for. */
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

    void ended(Client client, Mailbox mailbox, SessionTotals tally, String reason) {
        counters.session(tally.retrieved(), tally.removed());
        log.info(
                of(client, "end")
                        .with("user", mailbox.databaseName())
                        .with("retr", tally.retrieved())
                        .with("octets", tally.retrievedOctets())
                        .with("top", tally.tops())
                        .with("removed", tally.removed())
                        .with("reason", reason));
    }

    @Override
    public void indexUseless(Path drop, IOException problem) {
        log.warning(
                LogLine.of("index not usable").with("drop", drop).with("reason", reason(problem)));
    }

    @Override
    public void mailNotMoved(Path drop, String why) {
        log.error(
                LogLine.of("new mail not moved to the store")
                        .with("drop", drop)
                        .with("reason", why));
    }

    @Override
    public void storeDamaged(Path data, Path kept) {
        log.error(
                LogLine.of("store damaged, what is readable is served")
                        .with("store", data)
                        .with("kept", kept));
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

    /** Accepting connections failed; a line a minute says so. */
    public void acceptFailed(Throwable problem) {
        acceptFailures
                .happened()
                .ifPresent(times ->
                        log.error(
                                LogLine.of("accept failed")
                                        .with("times", times)
                                        .with("reason", problem)));
    }

    /** Memory was refused to a client; a line a minute says so. */
    public void memoryRefused() {
        memoryRefusals
                .happened()
                .ifPresent(
                        times -> log.warning(LogLine.of("memory is short").with("refused", times)));
    }

    /** A connection broke, which is the network's business, or a session died of a bug of ours. */
    public void sessionFailed(String client, Throwable problem) {
        boolean bug = !(problem instanceof IOException);
        Level level = bug ? Level.ERROR : Level.DEBUG;
        log.write(
                level,
                LogLine.of("connection failed").with("client", client).with("reason", problem));
    }

    /** A client was sent away; a line a minute names one, and how many it were. */
    public void tooManySessions(String client) {
        clientsSentAway
                .happened()
                .ifPresent(times ->
                        log.info(
                                LogLine.of("too many sessions")
                                        .with("times", times)
                                        .with("client", client)));
    }

    private static LogLine of(Client client, String event) {
        return LogLine.of(client.id(), event).with("client", text(client.address()));
    }

    private static String text(InetAddress address) {
        return IpLiteral.text(address);
    }

    /** {@return the kind of the problem and what Java says about it: a path alone tells nothing} */
    public static String reason(IOException problem) {
        return MaildropLog.reason(problem);
    }
}
