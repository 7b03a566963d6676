package dmail.common.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be told about a store counts nothing. */
class StoreSizeTest {
    private static final long OCTETS = 5_000_000_000L;

    @TempDir private Path folder;

    @BeforeEach
    void store() throws IOException {
        Files.writeString(data(), "records\n");
        Files.write(index(), headAndMore());
    }

    private Path data() {
        return folder.resolve("mail");
    }

    private Path index() {
        return folder.resolve("index");
    }

    private byte[] headAndMore() throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(IndexHead.LENGTH + 100);
        new IndexHead(DropStamp.of(data()).orElseThrow(), OCTETS).writeTo(octets);
        return octets.array();
    }

    @Test
    void isToldByTheHeadOfTheIndex() {
        assertEquals(OCTETS, StoreSize.octets(folder));
    }

    @Test
    void aDamagedHeadCountsNothing() throws IOException {
        byte[] octets = headAndMore();
        for (int at = 0; at < IndexHead.LENGTH; at++) {
            byte[] damaged = octets.clone();
            damaged[at] ^= 1;
            Files.write(index(), damaged);

            assertEquals(0, StoreSize.octets(folder), "octet " + at);
        }
    }

    @Test
    void halfAHeadCountsNothing() throws IOException {
        byte[] octets = headAndMore();
        for (int length = 0; length < IndexHead.LENGTH; length++) {
            Files.write(index(), Arrays.copyOf(octets, length));

            assertEquals(0, StoreSize.octets(folder), length + " octets");
        }
        Files.write(index(), Arrays.copyOf(octets, IndexHead.LENGTH));
        assertEquals(OCTETS, StoreSize.octets(folder));
    }

    @Test
    void anIndexOfAnotherFileCountsNothing() throws IOException {
        Files.writeString(data(), "records\nand more\n");

        assertEquals(0, StoreSize.octets(folder));
    }

    @Test
    void withoutAnIndexNothingCounts() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(index(), elsewhere);
        assertEquals(0, StoreSize.octets(folder));

        Files.createSymbolicLink(index(), elsewhere);
        assertEquals(0, StoreSize.octets(folder));

        Files.delete(index());
        Files.createDirectory(index());
        assertEquals(0, StoreSize.octets(folder));
    }

    @Test
    void withoutAStoreNothingCounts() throws IOException {
        Files.delete(data());

        assertEquals(0, StoreSize.octets(folder));
        assertEquals(0, StoreSize.octets(folder.resolve("nobody.bin")));
    }
}
