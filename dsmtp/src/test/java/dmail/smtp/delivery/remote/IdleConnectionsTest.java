package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.ConnectionTerms;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.ManualTimer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a connection waits for more mail, and how many do. */
@Timeout(60)
final class IdleConnectionsTest {
    private final ManualTimer timer = new ManualTimer();
    private final IdleConnections idle = new IdleConnections(timer, Runnable::run);
    private final Connector connector = TestConnector.make();
    private Sink sink;

    @BeforeEach
    void start() throws IOException {
        sink = Sink.start();
    }

    @AfterEach
    void stop() throws IOException {
        idle.closeAll();
        sink.close();
    }

    private Connection connect() {
        return assertInstanceOf(
                        ConnectResult.Ready.class,
                        connector.connect(sink.peer(), TestConnector.FROM_HERE))
                .connection();
    }

    private int open() {
        return connector.channels().open().size();
    }

    @Test
    void aConnectionThatRestsIsTakenOnce() {
        Connection resting = connect();
        idle.keep(resting);

        assertEquals(Optional.of(resting), idle.take(sink.peer(), TestConnector.FROM_HERE));
        assertEquals(Optional.empty(), idle.take(sink.peer(), TestConnector.FROM_HERE));
        resting.close();
    }

    @Test
    void anotherHostsConnectionIsNotTaken() {
        idle.keep(connect());

        Peer other = new Peer("other.example", sink.peer().address(), sink.port());
        assertEquals(Optional.empty(), idle.take(other, TestConnector.FROM_HERE));
    }

    /** The host has had the shortest wait with it. */
    @Test
    void theOneThatBeganToRestLastIsTakenFirst() {
        Connection first = connect();
        Connection last = connect();
        idle.keep(first);
        idle.keep(last);

        assertSame(last, idle.take(sink.peer(), TestConnector.FROM_HERE).orElseThrow());
        assertSame(first, idle.take(sink.peer(), TestConnector.FROM_HERE).orElseThrow());
        first.close();
        last.close();
    }

    @Test
    void aConnectionThatNobodyTookIsClosedAfterItsRest() {
        idle.keep(connect());
        assertEquals(List.of(ConnectionTerms.USUAL_IDLE), timer.waits());
        assertEquals(1, open());

        timer.ring();

        assertEquals(0, open());
        assertEquals(Optional.empty(), idle.take(sink.peer(), TestConnector.FROM_HERE));
    }

    @Test
    void aConnectionThatWasTakenIsNotClosedUnderItsUser() {
        Connection used = connect();
        idle.keep(used);
        assertEquals(Optional.of(used), idle.take(sink.peer(), TestConnector.FROM_HERE));

        timer.ring();

        assertEquals(1, open());
        used.close();
    }

    @Test
    void oneMoreThanMayRestIsClosedAtOnce() {
        for (int i = 0; i < 100; i++) {
            idle.keep(connect());
        }
        assertEquals(100, open());

        idle.keep(connect());

        assertEquals(100, open());
        timer.ring();
        assertEquals(0, open());
    }

    @Test
    void allAreClosedAtTheEnd() {
        idle.keep(connect());
        idle.keep(connect());

        idle.closeAll();

        assertEquals(0, open());
        timer.ring();
        assertEquals(Optional.empty(), idle.take(sink.peer(), TestConnector.FROM_HERE));
    }
}
