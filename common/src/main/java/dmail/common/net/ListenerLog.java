package dmail.common.net;

import dmail.common.address.IpLiteral;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.log.RareEvent;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * The events of clients that come to no session. Each may happen thousands of times a second, so a
 * line a minute tells of it, and how often it was. Thread-safe.
 */
public final class ListenerLog {
    private final Log log;
    private final RareEvent acceptFailures = new RareEvent();
    private final RareEvent memoryRefusals = new RareEvent();
    private final RareEvent clientsTurnedAway = new RareEvent();

    public ListenerLog(Log log) {
        this.log = log;
    }

    /** For instance for want of descriptors; the listener goes on. */
    public void acceptFailed(Throwable reason) {
        acceptFailed(LogLine.of("accept failed"), reason);
    }

    /** The same of a socket in the file system. */
    public void acceptFailed(Path at, Throwable reason) {
        acceptFailed(LogLine.of("accept failed").with("at", at), reason);
    }

    private void acceptFailed(LogLine event, Throwable reason) {
        acceptFailures
                .happened()
                .ifPresent(times -> log.error(event.with("times", times).with("reason", reason)));
    }

    /** Memory was refused to a client. */
    public void memoryRefused() {
        memoryRefusals
                .happened()
                .ifPresent(
                        times -> log.warning(LogLine.of("memory is short").with("refused", times)));
    }

    /** A client above the limits was told so; the line names one of them. */
    public void turnedAway(InetAddress client) {
        clientsTurnedAway
                .happened()
                .ifPresent(times ->
                        log.info(
                                LogLine.of("too many sessions")
                                        .with("times", times)
                                        .with("client", IpLiteral.text(client))));
    }
}
