package dmail.pop.maildrop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.mbox.StoreSize;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others read about the size of a store is what STAT tells, or nothing. */
class StoredOctetsTest {
    @TempDir private Path folder;

    @Test
    void followEachSession() throws IOException {
        Spool spool = new Spool(folder);
        spool.holds(Spool.message("one", "first\n") + Spool.message("two", ".second\n"));
        Maildrops maildrops = spool.stores(spool.inStore());
        assertEquals(0, StoreSize.octets(spool.store()));

        long both;
        try (Maildrop maildrop = spool.open(maildrops)) {
            both = maildrop.octets();
            assertTrue(both > 0);
            assertEquals(both, StoreSize.octets(spool.store()));

            maildrop.delete(1);
            assertEquals(both, StoreSize.octets(spool.store()), "nothing is deleted before QUIT");
            maildrop.update();
            assertEquals(maildrop.octets(), StoreSize.octets(spool.store()));
        }

        spool.append(Spool.message("three", "third\n"));
        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(maildrop.octets(), StoreSize.octets(spool.store()));
            maildrop.delete(1);
            maildrop.delete(2);
            maildrop.update();
            assertEquals(0, StoreSize.octets(spool.store()));
        }
    }

    @Test
    void areUnknownFromACrashToTheNextLogin() throws IOException {
        Spool spool = new Spool(folder).holds(Spool.message("one", "first\n"));
        Maildrops maildrops = spool.stores(spool.inStore());
        spool.open(maildrops).close();
        Files.writeString(spool.store().resolve("mail"), "half a rec", StandardOpenOption.APPEND);
        assertEquals(0, StoreSize.octets(spool.store()));

        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(maildrop.octets(), StoreSize.octets(spool.store()));
        }
    }
}
