package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.dropfile.LockAttempt;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropStamp;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.store.Spool;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What QUIT makes of a drop file. */
class UpdateTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second\n");
    private static final String THREE = Spool.message("three", "third\n");

    @TempDir private Path folder;

    private static void delete(Maildrop maildrop, int... numbers) throws IOException {
        for (int number : numbers) {
            maildrop.delete(number);
        }
    }

    @Test
    void removesTheMarkedMessagesOnly() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 3);
            assertEquals(new UpdateResult.Done(2), maildrop.update());
        }

        assertEquals(TWO, spool.dropOctets());
    }

    @Test
    void removesAll() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 2);
            maildrop.update();
        }

        assertEquals("", spool.dropOctets());
    }

    @Test
    void touchesNothingWithoutMarks() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        DropStamp before = DropStamp.of(spool.drop()).orElseThrow();
        try (Maildrop maildrop = spool.open(spool.maildrops(StatusHeaders.ADDED))) {
            Spool.retr(maildrop, 1);
            maildrop.markRetrieved(1);
            maildrop.update();
        }

        assertEquals(before, DropStamp.of(spool.drop()).orElseThrow());
    }

    @Test
    void marksThatWereTakenBackRemoveNothing() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 2);
            assertEquals(0, maildrop.messages());
            maildrop.reset();
            assertEquals(2, maildrop.messages());
            maildrop.update();
        }

        assertEquals(ONE + TWO, spool.dropOctets());
    }

    @Test
    void aLostConnectionRemovesNothing() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1);
        }

        assertEquals(ONE + TWO, spool.dropOctets());
    }

    @Test
    void keepsMailThatCameDuringTheSession() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1);
            spool.append(THREE);
            assertEquals(2, maildrop.size());
            assertEquals("Subject: two\r\n\r\nsecond\r\n", Spool.retr(maildrop, 2));
            maildrop.update();
        }

        assertEquals(TWO + THREE, spool.dropOctets());
    }

    @Test
    void keepsWhatStandsBeforeTheFirstMessage() throws IOException {
        Spool spool = new Spool(folder).holds("no message\n\n" + ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1);
            maildrop.update();
        }

        assertEquals("no message\n\n" + TWO, spool.dropOctets());
    }

    @Test
    void keepsOctetsOfAllKinds() throws IOException {
        String odd = Spool.message("odd", "\0\u00ff\r\r\n>From x\n" + "y".repeat(100_000) + "\n");
        Spool spool = new Spool(folder).holds(ONE + odd + TWO + Spool.FROM + "A: b\n\nno end");
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 3);
            maildrop.update();
        }

        assertEquals(odd + Spool.FROM + "A: b\n\nno end", spool.dropOctets());
    }

    @Test
    void addsStatusWhenItRewritesAnyway() throws IOException {
        String status = Spool.FROM + "A: b\nStatus: O\nC: d\n\nx\n\n";
        String other = Spool.FROM + "Status: RD\nA: b\n\nx\n\n";
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE + status + other);
        try (Maildrop maildrop = spool.open(spool.maildrops(StatusHeaders.ADDED))) {
            maildrop.markRetrieved(2);
            maildrop.markRetrieved(4);
            delete(maildrop, 1);
            spool.append(ONE);
            maildrop.update();
        }

        assertEquals(
                Spool.FROM
                        + "Subject: two\nStatus: RO\n\nsecond\n\n"
                        + Spool.FROM
                        + "Subject: three\nStatus: O\n\nthird\n\n"
                        + Spool.FROM
                        + "A: b\nC: d\nStatus: RO\n\nx\n\n"
                        + other
                        + ONE,
                spool.dropOctets());
    }

    /** The index that an update leaves must be the one that reading the new file would make. */
    @ParameterizedTest
    @EnumSource(StatusHeaders.class)
    void leavesARightIndex(StatusHeaders statusHeaders) throws IOException {
        Spool spool = new Spool(folder).holds("lead\n" + ONE + TWO + ONE + THREE + THREE);
        try (Maildrop maildrop = spool.open(spool.maildrops(statusHeaders))) {
            delete(maildrop, 1, 4);
            maildrop.markRetrieved(3);
            maildrop.update();
        }
        MailboxIndex left = spool.index().load().orElseThrow();
        DropStamp now = DropStamp.of(spool.drop()).orElseThrow();
        MailboxIndex read = spool.indexedAnew();

        assertEquals(now, left.stamp());
        assertEquals(entries(read), entries(left));
    }

    private static List<MessageEntry> entries(MailboxIndex index) throws IOException {
        List<MessageEntry> entries = new ArrayList<>();
        for (int number = 1; number <= index.messages(); number++) {
            MessageEntry entry = index.entry(number);
            entries.add(entry.withUidl(entry.uidl().ofCopy(0)));
        }
        return entries;
    }

    @Test
    void keepsOwnerAndMode() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Files.setPosixFilePermissions(spool.drop(), PosixFilePermissions.fromString("rw-rw----"));
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1);
            maildrop.update();
        }

        assertEquals(
                "rw-rw----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.drop())));
    }

    @Test
    void notesWhatWasCollected() throws IOException {
        String received =
                "Received: from a ([127.0.0.1])\n\tby test.example (DSMTP 4.0.0) with ESMTP"
                        + " id abc123;\n\tSat, 21 Nov 2026 12:00:00 +0000\n";
        Spool spool = new Spool(folder).holds(Spool.FROM + received + "A: b\n\nx\n\n" + TWO);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 2);
            maildrop.update();
        }

        CollectedLedger ledger = new CollectedLedger(spool.work());
        assertEquals(Set.of("abc123"), ledger.among(spool.drop(), Set.of("abc123", "other")));
    }

    @Test
    void servesNoPartOfAMessageThatDsmtpWillWriteAgain() throws IOException {
        String ours =
                Spool.FROM
                        + "Return-Path: <a@b.example>\nReceived: from a ([127.0.0.1])\n"
                        + "\tby test.example (DSMTP 4.0.0) with ESMTP id abc123;\n"
                        + "\tSat, 21 Nov 2026 12:00:00 +0000\nA: b\n\nx\n\n";
        int text = Spool.FROM.length();
        for (int cut = text + 1; cut < ours.length() - 1; cut++) {
            if (ours.startsWith("\n\n", cut - 2)) {
                continue;
            }
            Spool spool = new Spool(folder).holds(TWO + ours.substring(0, cut));
            try (Maildrop maildrop = spool.open()) {
                assertEquals(1, maildrop.size(), "cut at " + cut);
            }
        }
    }

    @Test
    void removesNothingWhileAnotherProgramHasTheLock() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Path dotLock = spool.drop().resolveSibling("alice.lock");
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1);
            Files.writeString(dotLock, "");
            assertInstanceOf(UpdateResult.NotDone.class, maildrop.update());
        }

        assertEquals(ONE + TWO, spool.dropOctets());
    }

    /** Another program took out the first message, and the numbers mean others now. */
    @Test
    void findsMarkedMessagesAgainInAChangedFile() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE);
        try (Maildrop maildrop = spool.open()) {
            delete(maildrop, 1, 2);
            spool.holds(TWO.replace("Subject", "Status: RO\nSubject") + THREE);
            assertEquals(new UpdateResult.Done(1), maildrop.update());
        }

        assertEquals(THREE, spool.dropOctets());
    }

    @Test
    void neverSendsGarbageFromAChangedFile() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE);
        try (Maildrop maildrop = spool.open()) {
            spool.holds(TWO + THREE);
            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(2));
            spool.holds(ONE + TWO.replace("second", "second line, then more") + THREE);
            assertEquals("Subject: one\r\n\r\nfirst\r\n", Spool.retr(maildrop, 1));
            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(2));
            spool.holds("");
            assertInstanceOf(Maildrop.Reading.Changed.class, maildrop.read(1));
        }
    }

    @Test
    void onlyOneSessionHasAMailbox() throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        Maildrops maildrops = spool.maildrops();
        try (Maildrop first = spool.open(maildrops)) {
            assertEquals(1, first.messages());
            assertInstanceOf(Opening.InUse.class, maildrops.open(spool.alice(), spool.memory()));
        }
        spool.open(maildrops).close();
    }

    @Test
    void aSessionAtRestHasTheSameMessages() throws IOException {
        Spool spool = new Spool(folder).holds(ONE.repeat(20) + TWO);
        try (Maildrop maildrop = spool.open()) {
            List<String> before = Spool.uidls(maildrop);
            maildrop.rest();
            spool.append(THREE);
            assertEquals(before, Spool.uidls(maildrop));
            maildrop.rest();
            Files.delete(spool.indexFile());
            assertEquals(before, Spool.uidls(maildrop));
            maildrop.rest();
            Files.delete(spool.indexFile());
            spool.holds(TWO.repeat(30));
            assertThrows(IOException.class, maildrop::wake);
        }
    }

    @Test
    void leavesTheLockFreeWhileASessionIsOpen() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            Spool.retr(maildrop, 1);
            LockAttempt attempt =
                    spool.locks().acquire(spool.drop(), spool.alice().owner(), Duration.ZERO);
            if (assertInstanceOf(LockAttempt.Acquired.class, attempt)
                    instanceof LockAttempt.Acquired(var lock)) {
                lock.close();
            }
        }
    }
}
