package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.tls.Upgrade;
import dmail.pop.store.Spool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingTest {
    private static final int MESSAGES = 2000;

    @TempDir private Path folder;

    /** Sees how much memory is taken while a client takes the lines. */
    private static final class Client extends ByteArrayOutputStream {
        private final MemoryAccount account;
        private long most;

        Client(MemoryAccount account) {
            this.account = account;
        }

        @Override
        public synchronized void write(byte[] octets, int offset, int length) {
            most = Math.max(most, account.taken(MemoryUse.SESSIONS));
            super.write(octets, offset, length);
        }
    }

    private Client list(MemoryAccount account) throws IOException {
        SessionFixture fixture = new SessionFixture(folder);
        fixture.spool().holds(Spool.message("one", "x\n").repeat(MESSAGES));
        Client client = new Client(account);
        byte[] wire =
                "USER alice\r\nPASS secret\r\nLIST\r\nUIDL\r\nQUIT\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        try (SessionMemory session =
                account.open(new ClientGroup.User("ann"), 0, SessionMemory.Line.NONE)) {
            fixture.serve(
                    new ByteArrayInputStream(wire), client, (_, _) -> {}, Upgrade.NONE, session);
            assertEquals(0, account.taken(MemoryUse.SESSIONS));
        }
        long lines = client.toString(StandardCharsets.US_ASCII).lines().count();
        assertTrue(lines > 2 * MESSAGES, lines + " lines");
        return client;
    }

    @Test
    void itsBufferIsTakenWhileTheClientTakesTheLines() throws IOException {
        assertEquals(16 << 10, list(new MemoryAccount(64L << 20)).most);
    }

    @Test
    void goesOnWithALittleOneWhenThereIsNotPlenty() throws IOException {
        MemoryAccount account = new MemoryAccount(1 << 20);
        assertTrue(account.tryTake(MemoryUse.TLS, 1 << 19));

        assertEquals(0, list(account).most);
    }
}
