package dmail.pop.maildrop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;
import dmail.common.memory.SessionMemory.Line;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.store.Spool;
import dmail.pop.store.StoreContractTest.Kind;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mailbox of many small messages takes little memory, and none when there is none. */
class LargeMailboxTest {
    /** More than any index has in memory. */
    private static final int MESSAGES = 20_000;

    /** Less than a third of what their index takes. */
    private static final long LITTLE = 512L << 10;

    @TempDir private Path folder;

    /** Every third message is the same as all other thirds. */
    private static String messages(int first, int count) {
        StringBuilder drop = new StringBuilder();
        for (int number = first; number < first + count; number++) {
            drop.append(Spool.message("m" + (number % 3 == 0 ? 0 : number), "x\n"));
        }
        return drop.toString();
    }

    private Spool spool() throws IOException {
        return new Spool(folder, new MemoryAccount(LITTLE)).holds(messages(1, MESSAGES));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isServedWithinLittleMemory(Kind kind) throws IOException {
        Spool spool = spool();
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(MESSAGES, maildrop.messages());
            assertEquals(MESSAGES, new HashSet<>(Spool.uidls(maildrop)).size());
            assertTrue(Spool.retr(maildrop, MESSAGES).startsWith("Subject: m" + MESSAGES));
            assertTrue(Spool.retr(maildrop, 1).startsWith("Subject: m1\r"));
            assertTrue(spool.memory().taken() > 0);
        }
        assertEquals(0, spool.memory().taken());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsItsIdsWhenMessagesGoAndCome(Kind kind) throws IOException {
        Spool spool = spool();
        List<String> before;
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            before = Spool.uidls(maildrop);
            maildrop.delete(3);
            maildrop.delete(MESSAGES);
            spool.append(messages(MESSAGES + 1, 5));
            assertEquals(new UpdateResult.Done(2), maildrop.update());
        }
        List<String> expected = new ArrayList<>(before);
        expected.remove(MESSAGES - 1);
        expected.remove(2);

        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            List<String> after = Spool.uidls(maildrop);
            assertEquals(expected, after.subList(0, MESSAGES - 2));
            assertEquals(MESSAGES + 3, new HashSet<>(after).size());
            maildrop.rest();
            maildrop.wake();
            assertEquals(after, Spool.uidls(maildrop));
        }
        assertEquals(0, spool.memory().taken());
    }

    @Test
    void removesTheRightOnesWhenAnotherProgramHasRemovedSome() throws IOException {
        Spool spool = new Spool(folder, new MemoryAccount(2 * LITTLE)).holds(messages(1, MESSAGES));
        try (Maildrop maildrop = spool.open(spool.maildrops(StatusHeaders.ADDED))) {
            maildrop.delete(4);
            maildrop.delete(10_000);
            maildrop.markRetrieved(11);
            spool.holds(messages(5, 10) + messages(20, MESSAGES - 19));
            assertEquals(new UpdateResult.Done(1), maildrop.update());
        }
        String left = spool.dropOctets();
        assertTrue(left.startsWith(Spool.FROM + "Subject: m5\nStatus: O\n\nx\n\n"));
        assertTrue(left.contains("Subject: m11\nStatus: RO\n\n"));
        assertTrue(left.contains("Subject: m9998\n"));
        assertTrue(!left.contains("Subject: m10000\n"));
        assertEquals(0, spool.memory().taken());
    }

    @Test
    void goesBackToTheDropFileAsItWas() throws IOException {
        Spool spool = spool();
        List<String> before;
        try (Maildrop maildrop = spool.open(spool.stores(spool.inStore()))) {
            before = Spool.uidls(maildrop);
        }
        spool.append(Spool.message("last", "x\n"));

        try (Maildrop maildrop = spool.open(spool.stores(spool.inDropAgain()))) {
            List<String> after = Spool.uidls(maildrop);
            assertEquals(before, after.subList(0, MESSAGES));
            assertEquals(MESSAGES + 1, after.size());
        }
        assertEquals(messages(1, MESSAGES) + Spool.message("last", "x\n"), spool.dropOctets());
    }

    @Test
    void isIndexedAnewFromAStoreWithoutIndex() throws IOException {
        Spool spool = spool();
        Maildrops maildrops = spool.stores(spool.inStore());
        List<String> before;
        try (Maildrop maildrop = spool.open(maildrops)) {
            before = Spool.uidls(maildrop);
            maildrop.delete(7);
            maildrop.update();
        }
        before.remove(6);
        Files.delete(spool.store().resolve("index"));

        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(before, Spool.uidls(maildrop));
        }
        assertTrue(spool.compactor().compact(spool.store(), spool.tools()));
        try (Maildrop maildrop = spool.open(maildrops)) {
            assertEquals(before, Spool.uidls(maildrop));
        }
        assertEquals(0, spool.memory().taken());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void countsForTheSessionThatHasItOpen(Kind kind) throws IOException {
        Spool spool = spool();
        MemoryAccount account = spool.memory();
        SessionMemory rich = account.open(new ClientGroup.User("rich"), 0, Line.NONE);
        SessionMemory poor = account.open(new ClientGroup.User("poor"), 0, Line.NONE);
        Maildrop maildrop = spool.open(kind.of(spool), rich);
        rich.listens(0);

        assertTrue(account.taken(MemoryUse.MAILBOXES) > 0);
        assertTrue(account.tryTake(MemoryUse.TABLES, LITTLE - account.taken()));
        assertFalse(poor.tryTake(MemoryUse.TLS, 1));
        assertTrue(rich.givesWay());

        maildrop.close();
        assertEquals(0, account.taken(MemoryUse.MAILBOXES));
        rich.close();
        assertEquals(0, account.taken(MemoryUse.MAILBOXES));
        assertTrue(poor.tryTake(MemoryUse.TLS, 1));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isRefusedBeforeTheMemoryIsTakenThatThereIsNot(Kind kind) throws IOException {
        MemoryAccount account = new MemoryAccount(100_000);
        Spool spool = new Spool(folder, account).holds(messages(1, MESSAGES));
        Maildrops maildrops = kind.of(spool);

        IOException refusal = assertThrows(IOException.class, () -> spool.open(maildrops));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("memory is short"));
        assertEquals(0, account.taken());
        assertEquals(0, spool.sessions().mailboxes());
        assertEquals(messages(1, MESSAGES), spool.dropOctets());
        Spool small = new Spool(folder.resolve("small"), account).holds(messages(1, 3));
        assertEquals(3, small.uidls().size());
    }

    @Test
    void isRefusedALookAtItsIndexAfterARestWhenMemoryHasBecomeShort() throws IOException {
        Spool spool = spool();
        try (Maildrop maildrop = spool.open()) {
            maildrop.rest();
            long rest = LITTLE - spool.memory().taken();
            assertTrue(spool.memory().tryTake(MemoryUse.SESSIONS, rest));
            assertThrows(MemoryShortException.class, maildrop::wake);
            spool.memory().giveBack(MemoryUse.SESSIONS, rest);
            maildrop.wake();
            assertEquals(MESSAGES, maildrop.messages());
        }
        assertEquals(0, spool.memory().taken());
    }

    /** Nothing of it stays open or lies about. */
    @Test
    void leavesNoFileOpenAndNoDraftBehind() throws IOException {
        Spool spool = spool();
        long before = openFiles();
        for (int round = 0; round < 3; round++) {
            try (Maildrop maildrop = spool.open()) {
                maildrop.delete(1);
                maildrop.update();
            }
        }
        assertEquals(before, openFiles());
        try (Stream<Path> files = Files.walk(spool.work())) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".new")));
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(LargeMailboxTest::isIndex).count();
        }
    }

    private static boolean isIndex(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(".idx");
        } catch (IOException _) {
            return false;
        }
    }
}
