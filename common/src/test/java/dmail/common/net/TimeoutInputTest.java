package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionEviction;
import dmail.common.memory.SessionMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TimeoutInputTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Integer> alarms = new ArrayList<>();
    private long now = Long.MAX_VALUE - 3 * SECOND;
    private final TimeoutInput input =
            new TimeoutInput(
                    new ByteArrayInputStream(new byte[100]),
                    alarms::add,
                    Duration.ofSeconds(10),
                    () -> now);

    @Test
    void waitsNoLongerThanTheLongestSilence() throws IOException {
        input.allow(Duration.ofMinutes(1));
        input.read();
        assertEquals(List.of(10_000), alarms);
    }

    @Test
    void waitsNoLongerThanIsLeftOfTheWhole() throws IOException {
        input.allow(Duration.ofSeconds(15));
        now += 9 * SECOND;
        input.read();
        assertEquals(List.of(6_000), alarms);
    }

    @Test
    void aTrickleEndsWithTheWhole() throws IOException {
        input.allow(Duration.ofSeconds(15));
        for (int i = 0; i < 15; i++) {
            input.read();
            now += SECOND;
        }
        assertThrows(SocketTimeoutException.class, input::read);

        input.allow(Duration.ofSeconds(15));
        assertEquals(0, input.read());
    }

    @Test
    void neverSetsTheAlarmToForEver() throws IOException {
        now += 10 * SECOND - 1;
        input.read();
        assertEquals(List.of(1), alarms);
    }

    @Test
    void aClientThatWasSilentUntilATimeOutIsSilentForAsLongAsThat() throws IOException {
        MemoryAccount account = new MemoryAccount(1 << 20);
        ClientGroup network = new ClientGroup.Network(InetAddress.ofLiteral("192.0.2.1"));
        ClientGroup other = new ClientGroup.Network(InetAddress.ofLiteral("192.0.2.2"));
        SessionMemory session = account.open(network, 0, SessionMemory.Line.NONE);
        AtomicLong time = new AtomicLong(System.nanoTime() - 10 * SECOND);
        Silence silence = new Silence(() -> account.evictForSession(other, 0));
        TimeoutInput silent =
                new TimeoutInput(silence, _ -> {}, Duration.ofMinutes(1), time::get, session);

        assertThrows(SocketTimeoutException.class, silent::read);
        time.set(System.nanoTime());
        assertThrows(MemoryShortException.class, silent::read);

        assertEquals(List.of(SessionEviction.ENDS), silence.found);
    }

    /** Times out at the first read; at the second a newcomer looks for a place. */
    private static final class Silence extends InputStream {
        private final Supplier<SessionEviction> newcomer;
        private final List<SessionEviction> found = new ArrayList<>();
        private int reads;

        Silence(Supplier<SessionEviction> newcomer) {
            this.newcomer = newcomer;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            reads++;
            if (reads == 1) {
                throw new SocketTimeoutException();
            }
            found.add(newcomer.get());
            return -1;
        }
    }
}
