package dmail.pop.index;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemoryUse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are the same whether they are in memory or in a file. */
class RowsTest {
    private static final long ENOUGH = 4 << 20;
    private static final long LITTLE = 150_000;

    @TempDir private Path folder;

    // How many rows; memory that there is; whether they go to a file.
    @ParameterizedTest
    @CsvSource({
        "0,        4000000, false",
        "1,         150000, false",
        "1024,      150000, false",
        "1025,      150000, true",
        "16384,    4000000, false",
        "16384,     150000, true",
        "16385,    4000000, true",
        "40000,     150000, true",
    })
    void holdWhatWasPutIn(int count, long octets, boolean inFile) throws IOException {
        MemoryAccount account = new MemoryAccount(octets);
        MemoryReservation share = new MemoryReservation(account, MemoryUse.MAILBOXES);
        try (Rows rows = rows(share, "rows", count)) {
            rows.flush();
            assertEquals(inFile, Files.exists(folder.resolve("rows")));
            for (int row = count - 1; row >= 0; row--) {
                int at = rows.seek(row);
                assertEquals(row, rows.block().getInt(at));
            }
        }
        assertEquals(0, account.taken());
    }

    @ParameterizedTest
    @CsvSource({"100", "1024", "17000"})
    void areTheSameOrNot(int count) throws IOException {
        MemoryReservation enough =
                new MemoryReservation(new MemoryAccount(ENOUGH), MemoryUse.MAILBOXES);
        MemoryReservation little =
                new MemoryReservation(new MemoryAccount(LITTLE), MemoryUse.MAILBOXES);
        try (Rows one = rows(enough, "one", count);
                Rows other = rows(little, "other", count)) {
            assertTrue(one.isSame(other, count));
            int at = other.seek(count / 2);
            other.block().putInt(at, -1);
            other.changed();
            other.seek(0);
            assertFalse(one.isSame(other, count));
            assertTrue(one.isSame(other, count / 2));
        }
    }

    private Rows rows(MemoryReservation share, String name, int count) throws IOException {
        Rows rows = Rows.begin(share, new InFile(folder.resolve(name)));
        for (int row = 0; row < count; row++) {
            int at = rows.add();
            rows.block().putInt(at, row);
        }
        return rows;
    }

    private record InFile(Path path) implements Rows.Spill {
        @Override
        public FileChannel open() throws IOException {
            return FileChannel.open(path, CREATE_NEW, READ, WRITE);
        }

        @Override
        public long base() {
            return 100;
        }
    }
}
