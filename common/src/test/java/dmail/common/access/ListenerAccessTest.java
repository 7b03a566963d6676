package dmail.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.access.ListenerAccess.Verdict;
import dmail.common.config.ConfigFixture;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.net.Accepted;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of 127.0.0.1:2525, whom lines of the listener mx let in or not. */
@Timeout(30)
final class ListenerAccessTest {
    private static final String MX = "listen mx on 127.0.0.1:2525\nlisten mx protocol smtp\n";

    private final ConfigFixture fixture = new ConfigFixture();
    private final ListenerAccess.Shared shared =
            new ListenerAccess.Shared(
                    new SessionLimits(
                            new MemoryAccount(1_000_000),
                            1,
                            new SessionLimits.Most(100, 100, ClientGroup.USUAL_PREFIX)));

    ListenerAccessTest() throws IOException {}

    @AfterEach
    void stop() {
        shared.close();
    }

    private List<ListenerDefinition> listeners(String lines) throws IOException {
        return ListenerTable.of(fixture.reading(lines).configuration()).of(Server.DSMTP);
    }

    private ListenerAccess mx(String lines) throws IOException {
        return shared.at(listeners(MX + lines).getFirst());
    }

    private void change(String lines) throws IOException {
        shared.change(listeners(MX + lines));
    }

    private static Accepted from(String client) {
        return new Accepted(
                new Socket(),
                InetAddress.ofLiteral(client),
                50_000,
                InetAddress.ofLiteral("127.0.0.1"),
                false);
    }

    @Test
    void mtqN6_aHostIsLookedUpInTheBackgroundAndThenMayConnect() throws IOException {
        String line = "listen mx allow relay.lan.example\n";
        ListenerAccess mx = mx(line);
        assertEquals(Verdict.EXCLUDED, mx.judge(from("192.0.2.7")));

        shared.lookUpHosts(_ -> Optional.of(List.of(InetAddress.ofLiteral("192.0.2.7"))));
        change(line);
        while (mx.judge(from("192.0.2.7")) != Verdict.ADMITTED) {
            Thread.onSpinWait();
        }
        assertEquals(Verdict.EXCLUDED, mx.judge(from("192.0.2.8")));
    }

    @Test
    void smN9_aLimitThatAReloadAddsCountsSessionsThatHaveBegun() throws IOException {
        ListenerAccess mx = mx("");
        ListenerSessions.Place first = mx.tryEnter(from("192.0.2.7")).orElseThrow();
        ListenerSessions.Place second = mx.tryEnter(from("192.0.2.8")).orElseThrow();
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.7")));

        change("listen mx max_sessions 2\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        change("listen mx max_sessions_per_ip 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.7")));
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
        change("listen mx peer 192.0.2.8/29 max_sessions 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        mx.leave(second);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
        change("listen mx max_sessions 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        mx.leave(first);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
    }

    @Test
    void mtq10_whereAWildcardBecomesAddressesASessionIsOfTheOneThatItHasReached()
            throws IOException {
        String protocols = "listen mx protocol smtp\nlisten lan protocol smtp\n";
        ListenerAccess wildcard =
                shared.at(
                        listeners("listen mx on :2525\nlisten mx max_rcpt 9\n" + protocols)
                                .getFirst());
        InetAddress one = InetAddress.ofLiteral("192.0.2.1");
        InetAddress two = InetAddress.ofLiteral("192.0.2.2");
        InetAddress three = InetAddress.ofLiteral("192.0.2.3");

        shared.change(
                listeners(
                        """
                        listen mx on 192.0.2.1:2525
                        listen mx max_rcpt 1
                        listen lan on 192.0.2.2:2525
                        listen lan max_rcpt 2
                        """
                                + protocols));
        assertEquals(Optional.of(1), wildcard.policy(one).maxRcpt());
        assertEquals(Optional.of(2), wildcard.policy(two).maxRcpt());
        assertEquals(Optional.of(9), wildcard.policy(three).maxRcpt());
    }
}
