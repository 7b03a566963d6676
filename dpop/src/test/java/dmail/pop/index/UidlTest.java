package dmail.pop.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.FileWork;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.mbox.HeaderNotes;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unique ids: short, printable, different, and the same for as long as the message lives. */
class UidlTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second\n");
    private static final String THREE = Spool.message("three", "third\n");

    @TempDir private Path folder;

    @Test
    void areShortAndPrintable() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + ONE + TWO);

        for (String uidl : spool.uidls()) {
            // RFC 1939 section 7: 1 to 70 characters from 0x21 to 0x7E.
            assertTrue(uidl.matches("[!-~]{1,70}"), uidl);
        }
    }

    @Test
    void differForIdenticalMessages() throws IOException {
        Spool spool = new Spool(folder).holds(ONE.repeat(5));

        assertEquals(5, new HashSet<>(spool.uidls()).size());
    }

    /** How another program rewrites a message: title, before, after. */
    static Stream<Arguments> edits() {
        return Stream.of(
                edit(
                        "read in mutt",
                        "A: b\n\nx\n\n",
                        "A: b\nStatus: RO\nContent-Length: 2\nLines: 1\n\nx\n\n"),
                edit("status changed", "Status: O\nA: b\n\nx\n\n", "A: b\nStatus: RO\n\nx\n\n"),
                edit("odd form", "A: b\n\nx\n\n", "Status : RO\nX-UID\t: 5\nA: b\n\nx\n\n"),
                edit("status removed", "A: b\nX-Status: A\n\nx\n\n", "A: b\n\nx\n\n"),
                edit("letter case", "A: b\n\nx\n\n", "STATUS: R\nA: b\nx-keywords: a\n b\n\nx\n\n"),
                edit(
                        "IMAP server's notes",
                        "A: b\n\nx\n\n",
                        "A: b\nX-UID: 17\nX-Keywords:\n\nx\n\n"),
                edit(
                        "IMAP server's notes on the folder",
                        "X-IMAPbase: 1 17\nA: b\n\nx\n\n",
                        "A: b\nX-IMAP: 1 18\n f\nX-UID: 3\n\nx\n\n"),
                edit(
                        "other programs' notes",
                        "X-UIDL: a\nA: b\n\nx\n\n",
                        "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 0\nA: b\nX-Evolution: 00-0\n\nx\n\n"),
                edit("keys", "A: b\n\nx\n\n", "A: b\nX-Mozilla-Keys: \n\nx\n\n"),
                edit("From line", "A: b\n\nx\n\n", "A: b\n\nx\n\n"),
                edit("last newline added", "A: b\n\nx", "A: b\n\nx\n\n"),
                edit("CRLF", "A: b\n\nx\n>From y\n\n", "A: b\r\n\r\nx\r\n>From y\r\n\r\n"));
    }

    private static Arguments edit(String title, String before, String after) {
        return Arguments.of(title, before, after);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void stayWhenAnotherProgramRewritesTheFile(String title, String before, String after)
            throws IOException {
        Spool spool = new Spool(folder).holds(Spool.FROM + before);
        List<String> uidls = spool.uidls();
        spool.holds("From other Sun Nov 22 01:02:03 2026\n" + after);

        assertEquals(uidls, spool.uidls(), title);
    }

    @Test
    void tellAnotherBodyOrHeaderApart() throws IOException {
        Spool spool = new Spool(folder).holds(Spool.FROM + "A: b\n\nx\n\n");
        List<String> uidls = spool.uidls();
        for (String other : List.of("A: c\n\nx\n\n", "A: b\n\ny\n\n", "A: b\n\nStatus: x\nx\n\n")) {
            assertNotEquals(uidls, spool.holds(Spool.FROM + other).uidls(), other);
        }
    }

    @Test
    void stayWhenOthersAreDeletedOrArrive() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + TWO + THREE);
        List<String> before = spool.uidls();
        try (Maildrop maildrop = spool.open(spool.maildrops(StatusHeaders.ADDED))) {
            maildrop.delete(1);
            maildrop.delete(2);
            maildrop.update();
        }
        spool.append(Spool.message("four", "fourth\n"));

        // The second of two equal messages keeps its id although the first is gone.
        assertEquals(before.subList(2, 4), spool.uidls().subList(0, 2));
    }

    @Test
    void stayWhenTheIndexIsLost() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO + ONE);
        List<String> before = spool.uidls();
        Files.delete(spool.indexFile());

        assertEquals(before, spool.uidls());
    }

    @Test
    void areGivenToNoOtherMessageWhileTheyLive() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + ONE);
        List<String> two = spool.uidls();
        try (Maildrop maildrop = spool.open()) {
            maildrop.delete(1);
            maildrop.update();
        }
        spool.append(ONE);

        List<String> now = spool.uidls();
        assertEquals(two.get(1), now.getFirst());
        assertEquals(2, new HashSet<>(now).size());
        assertTrue(!now.contains(two.getFirst()));
    }

    @Test
    void leaveOutTheHeadersThatTheManualLists() throws IOException {
        String page = Files.readString(Path.of("..", "man", "dmail-store.5"));
        String list =
                page.substring(page.indexOf("record a status\n"), page.indexOf("\n.Pc ,\nso it"));
        List<String> listed =
                Pattern.compile("Ql ([A-Za-z0-9-]+)")
                        .matcher(list)
                        .results()
                        .map(name -> name.group(1).toLowerCase(Locale.ROOT))
                        .toList();

        assertEquals(HeaderNotes.names(), listed);
    }

    /** By the former rule, which counted more headers. */
    @Test
    void stayWhenTheyWereGivenByTheFormerRuleAndTheMessageHasNotChanged() throws IOException {
        String noted = Spool.FROM + "X-UIDL: a\nA: b\nX-IMAPbase: 1 2\n\nx\n\n";
        Spool spool = new Spool(folder).holds(noted + noted + ONE);
        // sha256("X-UIDL: a\nA: b\nX-IMAPbase: 1 2\n\nx\n"), its first half
        String former = "6e1bba43c53dbc0f795f8a1e8e8636d1";
        List<String> others = spool.uidls();
        assertNotEquals(former, others.getFirst());
        Uidl uidl =
                new Uidl(
                        Long.parseUnsignedLong(former, 0, 16, 16),
                        Long.parseUnsignedLong(former, 16, 32, 16),
                        1);
        saveByFormerRules(spool, uidl);

        List<String> expected = List.of(former + ".2", former, others.getLast());
        assertEquals(expected, spool.uidls());
        spool.append(TWO);
        assertEquals(expected, spool.uidls().subList(0, 3));
        spool.holds(spool.dropOctets() + THREE);
        assertEquals(expected, spool.uidls().subList(0, 3));
    }

    /** The first two messages have that id; the second came first. */
    private static void saveByFormerRules(Spool spool, Uidl uidl) throws IOException {
        IndexFile present = spool.index();
        MailboxIndex index = present.load().orElseThrow();
        MailboxIndex.Builder old = present.builder();
        old.add(index.entry(1).withUidl(uidl.ofCopy(2)));
        old.add(index.entry(2).withUidl(uidl.ofCopy(1)));
        old.add(index.entry(3));
        String name = spool.drop().toString();
        new IndexFile(spool.indexFile(), name, name, () -> {}, spool.share(), FileWork.HERE)
                .save(old.build(index.stamp()));
    }
}
