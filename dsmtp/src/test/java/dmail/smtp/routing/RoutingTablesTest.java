package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload makes the next settings' tables before it gives back those of the last ones. */
final class RoutingTablesTest {
    private static final Domain HOME = new Domain("a.example");

    @TempDir private Path folder;
    private final MemoryAccount memory = new MemoryAccount(1 << 24);
    private final MemoryLog log = new MemoryLog();
    private final RoutingTables tables =
            new RoutingTables(new TableMemory(memory, "have more"), log);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("aliases"), "sales: bob\n");
    }

    private static boolean knowsSales(WatchedTable<List<Member>> table) throws IOException {
        return table.find("sales", "").isPresent();
    }

    @Test
    void aFileThatTheOldAndTheNewSettingsNameIsReadOnce() throws IOException {
        WatchedTable<List<Member>> before = tables.takeAliases(file, HOME);
        assertTrue(knowsSales(before));
        WatchedTable<List<Member>> after = tables.takeAliases(file, HOME);

        assertSame(before, after);
        assertTrue(knowsSales(after));
        assertEquals(1, log.lines().stream().filter(line -> line.contains("table read")).count());
    }

    @Test
    void aTableStaysForTheNewSettingsWhenTheOldOnesGiveItBack() throws IOException {
        WatchedTable<List<Member>> before = tables.takeAliases(file, HOME);
        WatchedTable<List<Member>> after = tables.takeAliases(file, HOME);
        assertTrue(knowsSales(before));

        tables.giveBack(before);

        assertTrue(knowsSales(after));
        assertTrue(memory.taken(MemoryUse.TABLES) > 0);
        assertSame(after, tables.takeAliases(file, HOME));
    }

    @Test
    void aTableThatNoSettingsNameAnyMoreHoldsNoMemory() throws IOException {
        WatchedTable<List<Member>> aliases = tables.takeAliases(file, HOME);
        Path users = Files.writeString(folder.resolve("users"), "sales@a.example bob@a.example\n");
        WatchedTable<String> virtual = tables.takeVirtualUsers(users, HOME);
        assertTrue(knowsSales(aliases));
        assertTrue(virtual.find("sales@a.example", "").isPresent());

        tables.giveBack(aliases);
        tables.giveBack(virtual);

        assertEquals(0, memory.taken(MemoryUse.TABLES));
        assertNotSame(aliases, tables.takeAliases(file, HOME));
        assertNotSame(virtual, tables.takeVirtualUsers(users, HOME));
    }

    /** Names without a domain mean others there. */
    @Test
    void theSameFileForAnotherDomainIsAnotherTable() {
        assertNotSame(
                tables.takeAliases(file, HOME), tables.takeAliases(file, new Domain("b.example")));
    }
}
