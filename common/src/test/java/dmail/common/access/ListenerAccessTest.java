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
}
