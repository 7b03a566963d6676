package dmail.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.access.ListenerAccess.Verdict;
import dmail.common.config.ConfigFixture;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.net.Accepted;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
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

    private final List<ListenerSessions.Place> open = new ArrayList<>();

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
        shared.change(listeners(MX + lines), () -> open);
    }

    private static Accepted from(String client) {
        return from(client, "127.0.0.1");
    }

    private static Accepted from(String client, String reached) {
        return new Accepted(
                new Socket(),
                InetAddress.ofLiteral(client),
                50_000,
                InetAddress.ofLiteral(reached),
                InetAddress.ofLiteral(reached),
                false);
    }

    /** {@return a session as servers begin it} */
    private ListenerSessions.Place begin(ListenerAccess listener, Accepted connection) {
        ListenerSessions.Place place = listener.tryEnter(connection).orElseThrow();
        open.add(place);
        listener.begun(place);
        return place;
    }

    private void end(ListenerAccess listener, ListenerSessions.Place place) {
        open.remove(place);
        listener.leave(place);
    }

    @Test
    void mtqN6_aHostIsLookedUpInTheBackgroundAndThenMayConnect() throws IOException {
        String line = "listen mx allow relay.lan.example\n";
        ListenerAccess mx = mx(line);
        assertEquals(Verdict.EXCLUDED, mx.judge(from("192.0.2.7")));

        change(line);
        shared.lookUpHosts(_ -> Optional.of(List.of(InetAddress.ofLiteral("192.0.2.7"))));
        while (mx.judge(from("192.0.2.7")) != Verdict.ADMITTED) {
            Thread.onSpinWait();
        }
        assertEquals(Verdict.EXCLUDED, mx.judge(from("192.0.2.8")));
    }

    @Test
    void smN9_aLimitThatAReloadAddsCountsSessionsThatHaveBegun() throws IOException {
        ListenerAccess mx = mx("");
        ListenerSessions.Place first = begin(mx, from("192.0.2.7"));
        ListenerSessions.Place second = begin(mx, from("192.0.2.8"));
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.7")));

        change("listen mx max_sessions 2\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        change("listen mx max_sessions_per_ip 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.7")));
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
        change("listen mx peer 192.0.2.8/29 max_sessions 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        end(mx, second);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
        change("listen mx max_sessions 1\n");
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        end(mx, first);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
    }

    @Test
    void smN9_aSessionThatBeginsWhileAReloadAddsALimitIsCounted() throws IOException {
        ListenerAccess mx = mx("");
        ListenerSessions.Place place = mx.tryEnter(from("192.0.2.7")).orElseThrow();

        change("listen mx max_sessions 1\n");
        open.add(place);
        mx.begun(place);
        mx.begun(place);
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        end(mx, place);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
    }

    @Test
    void smN9_aSessionThatEndsWhileNothingIsLimitedIsNotCountedLater() throws IOException {
        ListenerAccess mx = mx("");
        change("listen mx max_sessions 2\n");
        ListenerSessions.Place first = begin(mx, from("192.0.2.7"));
        ListenerSessions.Place second = begin(mx, from("192.0.2.8"));
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));

        change("");
        end(mx, first);
        change("listen mx max_sessions 2\n");
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
        ListenerSessions.Place third = begin(mx, from("192.0.2.9"));
        assertEquals(Verdict.TOO_MANY, mx.judge(from("192.0.2.9")));
        end(mx, second);
        end(mx, third);
        assertEquals(Verdict.ADMITTED, mx.judge(from("192.0.2.9")));
    }

    @Test
    void smN9_aSessionCountsAtTheListenerThatHasItsAddressNow() throws IOException {
        String lan = "listen lan protocol smtp\nlisten lan on ";
        ListenerAccess wildcard = shared.at(listeners(lan + ":2525\n").getFirst());
        ListenerSessions.Place session = begin(wildcard, from("192.0.2.7", "127.0.0.1"));

        change("listen mx max_sessions 1\n" + lan + "127.0.0.2:2525\n");
        assertEquals(Verdict.TOO_MANY, mx("").judge(from("192.0.2.9")));
        end(wildcard, session);
        assertEquals(Verdict.ADMITTED, mx("").judge(from("192.0.2.9")));
    }

    /** Accepted before, and begun after the reload. */
    @Test
    void momN35_aConnectionIsEncryptedAsAtTheListenerThatHasItsAddressNow() throws IOException {
        ListenerAccess wildcard =
                shared.at(listeners("listen all on :2525\nlisten all protocol smtp\n").getFirst());

        change("listen mx peer 192.0.2.0/24 encryption tls-required\n");
        assertEquals(
                Encryption.STARTTLS_REQUIRED, wildcard.encryption(from("192.0.2.7", "127.0.0.1")));
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
                                + protocols),
                List::of);
        assertEquals(Optional.of(1), wildcard.policy(one).maxRcpt());
        assertEquals(Optional.of(2), wildcard.policy(two).maxRcpt());
        assertEquals(Optional.of(9), wildcard.policy(three).maxRcpt());
    }
}
