package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.net.HostNames;
import dmail.common.net.SocketLine;
import dmail.common.testing.MemoryLog;
import dmail.pop.session.Client;
import dmail.pop.session.Counters;
import dmail.pop.session.PopLog;
import dmail.pop.session.SessionEnd;
import dmail.pop.session.Sessions;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientNamesTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");

    private final MemoryLog log = new MemoryLog();
    private final HostNames dns = new HostNames(_ -> "pc1.office.example", Duration.ofSeconds(50));
    private final List<SessionEnd> ends = new ArrayList<>();
    private final Sessions sessions = new Sessions(ends::add);
    private final Sessions.OpenSession session =
            sessions.enter(
                    new Client("s1", ADDRESS, ADDRESS, 110, "pop"),
                    Instant.EPOCH,
                    new SocketLine(new Socket()),
                    Optional.empty());
    private final AtomicBoolean wanted = new AtomicBoolean();

    @AfterEach
    void close() {
        dns.close();
    }

    private ClientNames names() {
        return new ClientNames(wanted::get, dns, new PopLog(log, new Counters()));
    }

    @Test
    void aSessionLearnsTheNameOfItsClient() throws Exception {
        wanted.set(true);
        names().seek(session);

        assertEquals(
                "info: s1 named client=192.0.2.7 name=pc1.office.example",
                log.await("name=pc1.office.example"));
        assertEquals("pc1.office.example", session.name());
        sessions.leave(session, Instant.EPOCH);
        assertEquals("pc1.office.example", ends.getFirst().name());
    }

    @Test
    void nobodyIsAskedUnlessItIsWanted() {
        ClientNames names = names();
        names.seek(session);

        assertEquals(Optional.empty(), names.of(ADDRESS));
        wanted.set(true);
        assertEquals(Optional.of("pc1.office.example"), names.of(ADDRESS));
        wanted.set(false);
        assertEquals(Optional.empty(), names.of(ADDRESS));
        assertEquals("", session.name());
    }
}
