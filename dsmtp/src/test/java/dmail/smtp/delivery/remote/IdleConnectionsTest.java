package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Connector;
import dmail.smtp.client.Peer;
import dmail.smtp.client.Sink;
import dmail.smtp.client.TestDialer;
import dmail.smtp.delivery.ManualAlarm;
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
    private final ManualAlarm alarm = new ManualAlarm();
    private final IdleConnections idle = new IdleConnections(alarm, Runnable::run);
    private final Connector connector = TestDialer.make();
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

    private Connection dial() {
        return assertInstanceOf(ConnectResult.Ready.class, connector.connect(sink.peer()))
                .connection();
    }

    private int open() {
        return connector.channels().open().size();
    }

    @Test
    void aConnectionThatRestsIsTakenOnce() {
        Connection resting = dial();
        idle.keep(resting);

        assertEquals(Optional.of(resting), idle.take(sink.peer()));
        assertEquals(Optional.empty(), idle.take(sink.peer()));
        resting.close();
    }

    @Test
    void anotherHostsConnectionIsNotTaken() {
        idle.keep(dial());

        Peer other = new Peer("other.example", sink.peer().address(), sink.port());
        assertEquals(Optional.empty(), idle.take(other));
    }

    /** The host has had the shortest wait with it. */
    @Test
    void theOneThatBeganToRestLastIsTakenFirst() {
        Connection first = dial();
        Connection last = dial();
        idle.keep(first);
        idle.keep(last);

        assertSame(last, idle.take(sink.peer()).orElseThrow());
        assertSame(first, idle.take(sink.peer()).orElseThrow());
        first.close();
        last.close();
    }

    @Test
    void aConnectionThatNobodyTookIsClosedAfterItsRest() {
        idle.keep(dial());
        assertEquals(List.of(IdleConnections.REST), alarm.waits());
        assertEquals(1, open());

        alarm.ring();

        assertEquals(0, open());
        assertEquals(Optional.empty(), idle.take(sink.peer()));
    }

    @Test
    void aConnectionThatWasTakenIsNotClosedUnderItsUser() {
        Connection used = dial();
        idle.keep(used);
        assertEquals(Optional.of(used), idle.take(sink.peer()));

        alarm.ring();

        assertEquals(1, open());
        used.close();
    }

    @Test
    void oneMoreThanMayRestIsClosedAtOnce() {
        for (int i = 0; i < 100; i++) {
            idle.keep(dial());
        }
        assertEquals(100, open());

        idle.keep(dial());

        assertEquals(100, open());
        alarm.ring();
        assertEquals(0, open());
    }

    @Test
    void allAreClosedAtTheEnd() {
        idle.keep(dial());
        idle.keep(dial());

        idle.closeAll();

        assertEquals(0, open());
        alarm.ring();
        assertEquals(Optional.empty(), idle.take(sink.peer()));
    }
}
