package dmail.pop.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.mbox.CollectedLedger;
import dmail.common.net.WireWriter;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrop.Reading;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session sees, and what is left of it, is the same wherever the mail lies. */
public class StoreContractTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second\n");
    private static final String THREE = Spool.message("three", "third\n");

    /** Messages of all kinds of odd octets; the last one has no end. */
    private static final List<String> ODD =
            List.of(
                    Spool.message("dots", ".\n..\n.x\n"),
                    Spool.message("quotes", ">From a\n>>From b\nFrom here\n> From\n"),
                    Spool.message("returns", "a\r\nb\r\r\n\rc\r\n\r\n"),
                    Spool.message("octets", "\0\u0001\u00e9\u00ff\n"),
                    Spool.message("long", "x".repeat(70_000) + "\r\n.y\n"),
                    Spool.message("edge", "z".repeat(65_535) + "\r\r\n"),
                    Spool.message("blank lines", "\n\n\n"),
                    Spool.FROM + "\n\n",
                    Spool.FROM + "Status: RO\nX-UID: 17\nA: b\n\nread\n\n",
                    Spool.FROM + "Only: a header\n\n",
                    Spool.FROM + "\nonly a body\n\n",
                    Spool.FROM + "A: b\n\nno end");

    @TempDir private Path folder;

    /** Where mail lies. */
    public enum Kind {
        IN_DROP_FILE,
        IN_STORE;

        public Maildrops of(Spool spool) throws IOException {
            return switch (this) {
                case IN_DROP_FILE -> spool.maildrops();
                case IN_STORE -> spool.stores(spool.inStore());
            };
        }
    }

    private static void delete(Maildrop maildrop, int... numbers) throws IOException {
        for (int number : numbers) {
            maildrop.delete(number);
        }
    }

    private static List<String> subjects(Maildrop maildrop) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (int number = 1; number <= maildrop.size(); number++) {
            subjects.add(Spool.retr(maildrop, number).lines().findFirst().orElseThrow());
        }
        return subjects;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void showsWhatIsThere(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(2, maildrop.messages());
            assertEquals(23 + 24, maildrop.octets());
            assertEquals(24, maildrop.octets(2));
            assertEquals("Subject: two\r\n\r\nsecond\r\n", Spool.retr(maildrop, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isEmptyWithoutADropFile(Kind kind) throws IOException {
        Spool spool = new Spool(folder);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(0, maildrop.size());
            assertEquals(new UpdateResult.Done(0), maildrop.update());
        }
    }

    /** The one is the measure of the other, octet for octet. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void sendsOddMessagesAlike(Kind kind) throws IOException {
        Spool plain = new Spool(folder.resolve("plain")).holds(String.join("", ODD));
        Spool spool = new Spool(folder.resolve("spool")).holds(String.join("", ODD));
        try (Maildrop expected = plain.open();
                Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(ODD.size(), maildrop.size());
            assertEquals(expected.octets(), maildrop.octets());
            assertEquals(Spool.uidls(expected), Spool.uidls(maildrop));
            for (int number = 1; number <= expected.size(); number++) {
                assertEquals(expected.octets(number), maildrop.octets(number));
                assertEquals(Spool.retr(expected, number), Spool.retr(maildrop, number));
                for (int lines = 0; lines < 4; lines++) {
                    assertEquals(top(expected, number, lines), top(maildrop, number, lines));
                }
            }
        }
    }

    private static String top(Maildrop maildrop, int number, int lines) throws IOException {
        if (maildrop.read(number) instanceof Reading.Ready(StoredMessage message)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WireWriter writer = new WireWriter(out);
            message.writeTop(writer, lines);
            writer.flush();
            return out.toString(StandardCharsets.ISO_8859_1);
        }
        throw new AssertionError("message " + number + " can't be read");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void removesTheMarkedMessagesForGood(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + THREE);
        List<String> before;
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            before = Spool.uidls(maildrop);
            delete(maildrop, 1, 3);
            assertEquals(new UpdateResult.Done(2), maildrop.update());
        }

        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(List.of("Subject: two"), subjects(maildrop));
            assertEquals(List.of(before.get(1)), Spool.uidls(maildrop));
            delete(maildrop, 1);
            maildrop.update();
        }
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(0, maildrop.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void removesNothingWithoutQuit(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            delete(maildrop, 1, 2);
        }
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            delete(maildrop, 1, 2);
            maildrop.reset();
            maildrop.update();
        }

        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(2, maildrop.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void showsMailThatCameMeanwhileAtTheNextLogin(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            delete(maildrop, 1);
            spool.append(THREE);
            assertEquals(2, maildrop.size());
            assertEquals("Subject: two\r\n\r\nsecond\r\n", Spool.retr(maildrop, 2));
            maildrop.update();
        }

        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals(List.of("Subject: two", "Subject: three"), subjects(maildrop));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsIdenticalMessagesApart(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + ONE);
        List<String> before;
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            before = Spool.uidls(maildrop);
            assertNotEquals(before.get(0), before.get(1));
            delete(maildrop, 1);
            maildrop.update();
        }
        spool.append(ONE);

        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            List<String> after = Spool.uidls(maildrop);
            assertEquals(before.get(1), after.get(0));
            assertNotEquals(after.get(0), after.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void oneSessionAtATimeHasAMailbox(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        Maildrops maildrops = kind.of(spool);
        try (Maildrop first = spool.open(maildrops)) {
            assertEquals(1, first.messages());
            assertInstanceOf(Opening.InUse.class, maildrops.open(spool.alice(), spool.memory()));
            assertInstanceOf(
                    Opening.InUse.class, spool.maildrops().open(spool.alice(), spool.memory()));
        }
        spool.open(maildrops).close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysInUseWhileAnotherProgramHasTheDropFile(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE);
        Files.writeString(spool.drop().resolveSibling("alice.lock"), "");

        assertInstanceOf(Opening.InUse.class, kind.of(spool).open(spool.alice(), spool.memory()));
        Files.delete(spool.drop().resolveSibling("alice.lock"));
        spool.open(kind.of(spool)).close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSessionAtRestHasTheSameMessages(Kind kind) throws IOException {
        Spool spool = new Spool(folder).holds(ONE.repeat(20) + TWO);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            List<String> before = Spool.uidls(maildrop);
            maildrop.rest();
            spool.append(THREE);
            assertEquals(before, Spool.uidls(maildrop));
            maildrop.rest();
            delete(maildrop, 21);
            maildrop.rest();
            maildrop.update();
        }
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            assertEquals("Subject: three\r\n\r\nthird\r\n", Spool.retr(maildrop, 21));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void notesWhatLeavesTheDropFile(Kind kind) throws IOException {
        String received =
                "Received: from a ([127.0.0.1])\n\tby test.example (DSMTP 4.0.0) with ESMTP"
                        + " id abc123;\n\tSat, 21 Nov 2026 12:00:00 +0000\n";
        Spool spool = new Spool(folder).holds(Spool.FROM + received + "A: b\n\nx\n\n" + TWO);
        try (Maildrop maildrop = spool.open(kind.of(spool))) {
            delete(maildrop, 1, 2);
            maildrop.update();
        }

        CollectedLedger ledger = new CollectedLedger(spool.work());
        assertEquals(Set.of("abc123"), ledger.among(spool.drop(), Set.of("abc123", "other")));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neverFollowsALink(Kind kind) throws IOException {
        Spool spool = new Spool(folder);
        Files.writeString(folder.resolve("elsewhere"), ONE);
        Files.createSymbolicLink(spool.drop(), folder.resolve("elsewhere"));

        assertThrows(IOException.class, () -> kind.of(spool).open(spool.alice(), spool.memory()));
        assertEquals(ONE, Files.readString(folder.resolve("elsewhere")));
    }
}
