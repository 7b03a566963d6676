package dmail.pop.binstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.SystemDisk;
import dmail.common.login.MailStoreLocation;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.store.RequiredSpace;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' own stores: how mail gets in and out of them, and what is mended. */
class BinStoreTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", ".second\n>From x\n");
    private static final String THREE = Spool.message("three", "third\n");

    @TempDir private Path folder;

    private static List<String> all(Maildrop maildrop) throws IOException {
        List<String> all = new ArrayList<>();
        for (int number = 1; number <= maildrop.size(); number++) {
            all.add(Spool.uidl(maildrop, number) + " " + Spool.retr(maildrop, number));
        }
        return all;
    }

    private static List<String> all(Spool spool, Maildrops maildrops) throws IOException {
        try (Maildrop maildrop = spool.open(maildrops)) {
            return all(maildrop);
        }
    }

    @Test
    void emptiesTheDropFile() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Files.setPosixFilePermissions(spool.drop(), PosixFilePermissions.fromString("rw-rw----"));
        spool.open(spool.stores(spool.inStore())).close();

        assertEquals("", spool.dropOctets());
        assertEquals(
                "rw-rw----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.drop())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.store())));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(spool.store().resolve("mail"))));
    }

    @Test
    void makesNoStoreForAnEmptyMailbox() throws IOException {
        Spool spool = new Spool(folder).holds("");
        spool.open(spool.stores(spool.inStore())).close();

        assertFalse(Files.exists(spool.store()));
    }

    @Test
    void leavesWhatIsNoMessageInTheDropFile() throws IOException {
        String torn =
                Spool.FROM
                        + "Return-Path: <a@b.example>\nReceived: from a ([127.0.0.1])\n"
                        + "\tby test.example (DSMTP 4.0.0) with ESMTP id abc123;\n"
                        + "\tSat, 21 Nov 2026 12:00:00 +0000\nA: b\n\nhal";
        Spool spool = new Spool(folder).holds("no message\n\n" + ONE + TWO + torn);
        assertEquals(2, all(spool, spool.stores(spool.inStore())).size());
        assertEquals("no message\n\n" + torn, spool.dropOctets());
        assertEquals(2, all(spool, spool.stores(spool.inStore())).size());

        assertEquals("no message\n\n" + torn, spool.dropOctets());
    }

    @Test
    void mailGoesBackToTheDropFileWithAllItsUniqueIds() throws IOException {
        String odd = Spool.message("odd", "a\r\nb\r\r\nFrom you\n..\n");
        Spool spool = new Spool(folder).holds(ONE + TWO + ONE + odd + ONE);
        List<String> before = all(spool, spool.maildrops());
        List<String> inStore = all(spool, spool.stores(spool.inStore()));
        List<String> back = all(spool, spool.stores(spool.inDropAgain()));

        assertEquals(before, inStore);
        assertEquals(before, back);
        assertFalse(Files.exists(spool.store()));
        assertEquals(before, all(spool, spool.stores(spool.inStore())));
    }

    @Test
    void mailThatCameSinceStandsBehindTheMailThatGoesBack() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        spool.open(spool.stores(spool.inStore())).close();
        spool.append(THREE);
        spool.open(spool.stores(spool.inDropAgain())).close();

        assertEquals(ONE + TWO + THREE, spool.dropOctets());
    }

    @Test
    void nothingThatIsNoMessageComesBetweenMailThatGoesBack() throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        spool.open(spool.stores(spool.inStore())).close();
        spool.holds("no message, no end");
        spool.open(spool.stores(spool.inDropAgain())).close();

        assertEquals("no message, no end\n" + ONE, spool.dropOctets());
    }

    @Test
    void aStoreIsFoundAtItsFormerPlace() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        List<String> before = all(spool, spool.stores(spool.inStore()));
        Path path = spool.store().resolveSibling("a").resolve("b").resolve("alice.bin");
        MailStoreLocation.Rule moved =
                _ -> new MailStoreLocation(Optional.of(path), List.of(spool.store()));

        assertEquals(before, all(spool, spool.stores(moved)));
        assertFalse(Files.exists(spool.store()));
        assertTrue(Files.exists(path.resolve("mail")));
    }

    @Test
    void theIndexMayBeLostOrDamaged() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + ONE + THREE);
        Maildrops maildrops = spool.stores(spool.inStore());
        try (Maildrop maildrop = spool.open(maildrops)) {
            maildrop.delete(1);
            maildrop.update();
        }
        List<String> before = all(spool, maildrops);
        Path index = spool.store().resolve("index");
        byte[] good = Files.readAllBytes(index);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x40;
            Files.write(index, bad);
            assertEquals(before, all(spool, maildrops), "octet " + at);
        }
        Files.delete(index);
        assertEquals(before, all(spool, maildrops));
    }

    /** Whatever octet of the data file the disk changes, mail beside it is still served. */
    @Test
    void damageTouchesOneMessageOnly() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE);
        Maildrops maildrops = spool.stores(spool.inStore());
        List<String> before = all(spool, maildrops);
        Path data = spool.store().resolve("mail");
        byte[] good = Files.readAllBytes(data);
        for (int at = 0; at < good.length; at += 3) {
            byte[] bad = good.clone();
            bad[at] ^= 0x40;
            Files.write(data, bad);
            List<String> after = all(spool, maildrops);
            long kept = before.stream().filter(after::contains).count();
            assertTrue(kept >= 2, "octet " + at + ": " + after);
        }
        assertTrue(Files.exists(spool.store().resolve("mail.damaged")));
    }

    @Test
    void aFileThatIsNoStoreIsLeftAlone() throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        Maildrops maildrops = spool.stores(spool.inStore());
        Files.createDirectories(spool.store());
        Files.writeString(spool.store().resolve("mail"), "something else");

        assertThrows(IOException.class, () -> maildrops.open(spool.alice(), spool.memory()));
        assertEquals(ONE, spool.dropOctets());
        assertEquals("something else", Files.readString(spool.store().resolve("mail")));
    }

    /** Someone who gets hold of another file can't smuggle its records in with a message. */
    @Test
    void recordsWithinAMessageAreOctetsOnly() throws IOException {
        Spool other = new Spool(folder.resolve("other")).holds(ONE);
        Maildrops others = other.stores(other.inStore());
        try (Maildrop maildrop = other.open(others)) {
            maildrop.delete(1);
            maildrop.update();
        }
        byte[] forged = Files.readAllBytes(other.store().resolve("mail"));
        // Another file has another salt; here both come from the same seed.
        for (int at = 0; at + 12 <= forged.length; at++) {
            if (forged[at] == 'D' && forged[at + 1] == 'P' && forged[at + 2] == 'B') {
                forged[at + 5] ^= 1;
            }
        }
        String body = new String(forged, StandardCharsets.ISO_8859_1);
        Spool spool =
                new Spool(folder.resolve("spool"))
                        .holds(TWO)
                        .append(Spool.message("x", body + "\n"));
        Maildrops maildrops = spool.stores(spool.inStore());
        List<String> before = all(spool, maildrops);
        Files.delete(spool.store().resolve("index"));
        Path data = spool.store().resolve("mail");
        byte[] octets = Files.readAllBytes(data);
        octets[16 + 1] ^= 1;
        Files.write(data, octets);

        assertEquals(List.of(before.get(1)), all(spool, maildrops));
    }

    @Test
    void isWrittenAnewWhenMostOfItIsGone() throws IOException {
        String large = Spool.message("large", "x".repeat(60_000) + "\n");
        Spool spool = new Spool(folder).holds(ONE + large + large + TWO);
        Maildrops never = spool.stores(spool.inStore(), new CompactionThreshold(0));
        try (Maildrop maildrop = spool.open(never)) {
            maildrop.delete(2);
            maildrop.delete(3);
            maildrop.update();
        }
        List<String> before = all(spool, never);
        long size = Files.size(spool.store().resolve("mail"));
        assertTrue(size > 120_000, "size " + size);

        assertTrue(spool.compactor().compact(spool.store(), spool.tools()));
        assertTrue(Files.size(spool.store().resolve("mail")) < 1000);
        assertEquals(before, all(spool, never));
        spool.append(THREE);
        assertEquals(3, all(spool, never).size());
    }

    @Test
    void aSessionIsNeitherWaitedForNorHeldUp() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Maildrops maildrops = spool.stores(spool.inStore());
        spool.open(maildrops).close();
        try (Maildrop maildrop = spool.open(maildrops)) {
            assertFalse(spool.compactor().compact(spool.store(), spool.tools()));
            assertEquals(2, maildrop.size());
        }

        assertTrue(spool.compactor().compact(spool.store(), spool.tools()));
        assertFalse(Files.exists(spool.store().resolve("mail.compact")));
    }

    @Test
    void withoutRoomTheMailStaysInTheDropFile() throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        spool.open(spool.stores(spool.inStore())).close();
        spool.append(TWO);
        Maildrops full =
                spool.maildrops(
                        StatusHeaders.LEFT_ALONE,
                        spool.stores(
                                spool.inStore(),
                                new RequiredSpace(Long.MAX_VALUE),
                                CompactionThreshold.HALF),
                        spool.steps(),
                        new SystemDisk());

        assertEquals(1, all(spool, full).size());
        assertEquals(TWO, spool.dropOctets());
        assertTrue(spool.log().lines().toString().contains("new mail not moved"));
        assertEquals(2, all(spool, spool.stores(spool.inStore())).size());
    }

    @Test
    void withoutRoomAndMailTheLoginFails() throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        Maildrops full =
                spool.maildrops(
                        StatusHeaders.LEFT_ALONE,
                        spool.stores(
                                spool.inStore(),
                                new RequiredSpace(Long.MAX_VALUE),
                                CompactionThreshold.HALF),
                        spool.steps(),
                        new SystemDisk());

        assertThrows(IOException.class, () -> full.open(spool.alice(), spool.memory()));
        assertEquals(ONE, spool.dropOctets());
    }

    @Test
    void halfARecordAtTheEndIsCutOff() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Maildrops maildrops = spool.stores(spool.inStore());
        List<String> before = all(spool, maildrops);
        Path data = spool.store().resolve("mail");
        long size = Files.size(data);
        try (RandomAccessFile file = new RandomAccessFile(data.toString(), "rw")) {
            file.seek(size);
            file.write("DPBM and then the power went".getBytes(StandardCharsets.US_ASCII));
        }

        assertEquals(before, all(spool, maildrops));
        assertEquals(size, Files.size(data));
    }
}
