package dmail.pop.binstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.Disk;
import dmail.common.io.SystemDisk;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.store.Spool;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a store is written anew, when that is given up, and that a failure leaves it as it was. */
@Timeout(60)
final class CompactorTest {
    private static final String GONE = Spool.message("gone", "x".repeat(10_000) + "\n");
    private static final String KEPT = Spool.message("kept", "hello\n");

    @TempDir private Path folder;
    private Spool spool;
    private Maildrops maildrops;

    /** One message of two is deleted, and nothing has been written anew yet. */
    @BeforeEach
    void fillTheStore() throws IOException {
        spool = new Spool(folder).holds(GONE + KEPT);
        maildrops = spool.stores(spool.inStore(), new CompactionThreshold(0));
        try (Maildrop maildrop = spool.open(maildrops)) {
            maildrop.delete(1);
            maildrop.update();
        }
    }

    private Path mail() {
        return spool.store().resolve("mail");
    }

    private void assertNothingHalfDone() {
        assertFalse(Files.exists(spool.store().resolve("mail.compact")));
    }

    private String first() throws IOException {
        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(1, maildrop.size());
            return Spool.retr(maildrop, 1);
        }
    }

    /** The usual disk, which does something when the new file is opened. */
    private StoreTools tools(Meanwhile meanwhile) {
        SystemDisk real = new SystemDisk();
        Disk disk =
                new Disk() {
                    @Override
                    public FileChannel open(Path file, Set<? extends OpenOption> options)
                            throws IOException {
                        if (file.endsWith("mail.compact")) {
                            meanwhile.happens();
                        }
                        return real.open(file, options);
                    }

                    @Override
                    public FileChannel over(Path file, FileChannel channel) {
                        return real.over(file, channel);
                    }

                    @Override
                    public void makeFolder(Path folder) throws IOException {
                        real.makeFolder(folder);
                    }

                    @Override
                    public void rename(Path from, Path to) throws IOException {
                        real.rename(from, to);
                    }

                    @Override
                    public void delete(Path file) throws IOException {
                        real.delete(file);
                    }

                    @Override
                    public void syncFolder(Path folder) throws IOException {
                        real.syncFolder(folder);
                    }
                };
        return spool.tools(spool.noStores(), spool.steps(), disk);
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    @Test
    void takesOutWhatWasDeleted() throws IOException {
        String before = first();

        assertTrue(spool.compactor().compact(spool.store(), spool.tools()));

        assertTrue(Files.size(mail()) < 1000, "size " + Files.size(mail()));
        assertEquals(before, first());
        assertNothingHalfDone();
    }

    @Test
    void doesNothingWhereThereIsNoStore() throws IOException {
        Path nowhere = spool.store().resolveSibling("nobody.bin");

        assertFalse(spool.compactor().compact(nowhere, spool.tools()));
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void givesWayToASessionThatComesMeanwhile() throws IOException {
        byte[] before = Files.readAllBytes(mail());
        StoreTools tools =
                tools(() -> assertTrue(spool.compactor().stores().tryEnter(spool.store())));

        assertFalse(spool.compactor().compact(spool.store(), tools));

        assertArrayEquals(before, Files.readAllBytes(mail()));
        assertNothingHalfDone();
    }

    /** The session has come, changed the store and gone while the new file was written. */
    @Test
    void givesUpWhenTheStoreHasChangedMeanwhile() throws IOException {
        StoreTools tools =
                tools(() -> {
                    spool.append(Spool.message("new", "new\n"));
                    spool.open(maildrops).close();
                });

        assertFalse(spool.compactor().compact(spool.store(), tools));

        assertNothingHalfDone();
        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(2, maildrop.size());
        }
    }

    @Test
    void beginsNothingWhenItIsClosed() throws IOException {
        spool.compactor().close();

        assertFalse(spool.compactor().compact(spool.store(), spool.tools()));
        spool.compactor().submit(spool.store(), spool.tools());
        assertTrue(Files.size(mail()) > 10_000);
    }

    @Test
    void givesUpWhatIsUnderWayWhenItIsClosed() throws IOException {
        StoreTools tools = tools(() -> spool.compactor().close());

        assertFalse(spool.compactor().compact(spool.store(), tools));
        assertTrue(Files.size(mail()) > 10_000);
        assertNothingHalfDone();
    }

    @Test
    void logsWhatItCannotWrite() throws Exception {
        byte[] before = Files.readAllBytes(mail());
        StoreTools tools =
                tools(() -> {
                    throw new IOException("No space left on device");
                });

        spool.compactor().submit(spool.store(), tools);

        assertTrue(spool.log().await("store not compacted").contains(mail().toString()));
        assertArrayEquals(before, Files.readAllBytes(mail()));
        assertNothingHalfDone();
    }

    /** What is damaged is for the next session, which keeps what can't be read. */
    @Test
    void leavesADamagedStoreToTheNextSession() throws IOException {
        byte[] octets = Files.readAllBytes(mail());
        octets[octets.length - 20] ^= 1;
        Files.write(mail(), octets);

        assertFalse(spool.compactor().compact(spool.store(), spool.tools()));

        assertArrayEquals(octets, Files.readAllBytes(mail()));
        assertNothingHalfDone();
    }
}
