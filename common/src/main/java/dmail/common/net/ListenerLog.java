package dmail.common.net;

import dmail.common.address.IpLiteral;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.log.RareEvent;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Logs events of clients that don't get a session. They may happen thousands of times a second, so
 * each kind is logged once a minute, with a count. Thread-safe.
 */
public final class ListenerLog {
    private final Log log;
    private final RareEvent acceptFailures = new RareEvent();
    private final RareEvent memoryRefusals = new RareEvent();
    private final RareEvent clientsTurnedAway = new RareEvent();
    private final RareEvent clientsExcluded = new RareEvent();
    private final RareEvent headersRefused = new RareEvent();

    public ListenerLog(Log log) {
        this.log = log;
    }

    /** Accept failed, for instance because no descriptors are left; the listener continues. */
    public void acceptFailed(Throwable reason) {
        acceptFailed(LogLine.of("accept failed"), reason);
    }

    /** The same for a Unix-domain socket. */
    public void acceptFailed(Path at, Throwable reason) {
        acceptFailed(LogLine.of("accept failed").with("at", at), reason);
    }

    private void acceptFailed(LogLine event, Throwable reason) {
        acceptFailures
                .happened()
                .ifPresent(times -> log.error(event.with("times", times).with("reason", reason)));
    }

    /** A client was refused since there was no memory. */
    public void memoryRefused() {
        memoryRefusals
                .happened()
                .ifPresent(
                        times -> log.warning(LogLine.of("memory is short").with("refused", times)));
    }

    /**
     * A client above the limits was turned away; the line names one of those since the last line.
     */
    public void turnedAway(InetAddress client) {
        clientsTurnedAway
                .happened()
                .ifPresent(times ->
                        log.info(
                                LogLine.of("too many sessions")
                                        .with("times", times)
                                        .with("client", IpLiteral.text(client))));
    }

    /** The same for a client that an {@code allow} or {@code deny} line of a listener keeps out. */
    public void excluded(String listener, Accepted connection) {
        clientsExcluded
                .happened()
                .ifPresent(times ->
                        log.info(
                                LogLine.of("client excluded")
                                        .with("times", times)
                                        .with("client", IpLiteral.text(connection.client()))
                                        .with("listener", listener)
                                        .with("reached", IpLiteral.text(connection.reached()))));
    }

    /**
     * The same for a connection that was closed for want of a PROXY header.
     *
     * @param why a clause
     */
    public void headerRefused(String listener, Accepted connection, String why) {
        headersRefused
                .happened()
                .ifPresent(times ->
                        log.warning(
                                LogLine.of("no proxy header")
                                        .with("times", times)
                                        .with("client", IpLiteral.text(connection.client()))
                                        .with("listener", listener)
                                        .with("reason", why)));
    }
}
