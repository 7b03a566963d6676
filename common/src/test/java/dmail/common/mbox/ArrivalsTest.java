package dmail.common.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.dropfile.TestDrop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash left in a drop file, and what the next attempt makes of it. */
class ArrivalsTest {
    private static final String OLD = TestDrop.stored("OLD", "\nold text\n");
    private static final String FOREIGN = "From x Sat Dec 26 09:37:48 1998\nA: b\n\nforeign\n\n";
    private static final MboxEntry ONE = TestDrop.message("ONE", "\r\none\r\n>From 1\r\n");
    private static final MboxEntry TWO = TestDrop.message("TWO", "\r\ntwo\r\nFrom 2\r\n");
    private static final String STORED_ONE = TestDrop.stored("ONE", "\none\n>>From 1\n");
    private static final String STORED_TWO = TestDrop.stored("TWO", "\ntwo\n>From 2\n");

    private static final String OLD_NAME = "old";
    private static final String FOREIGN_NAME = "foreign";

    @TempDir private Path folder;
    private Arrivals arrivals;
    private CollectedLedger ledger;

    @BeforeEach
    void nothingCollected() {
        ledger = new CollectedLedger(folder);
        arrivals = new Arrivals(ledger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OLD_NAME, FOREIGN_NAME})
    void makesTheDropFileWholeWhereverTheBatchWasCut(String before) throws IOException {
        String prefix = content(before);
        String whole = prefix + STORED_ONE + STORED_TWO;
        for (int cut = prefix.length(); cut <= whole.length(); cut++) {
            assertEquals(whole, redelivered(whole.substring(0, cut)), "cut at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OLD_NAME, FOREIGN_NAME})
    void makesTheDropFileWholeWherePagesWereLost(String before) throws IOException {
        String prefix = content(before);
        String whole = prefix + STORED_ONE + STORED_TWO;
        for (int cut = prefix.length(); cut < whole.length(); cut++) {
            String tail = whole.substring(0, cut) + "\0".repeat(4096);
            assertEquals(whole, redelivered(tail), "NULs from " + cut);
        }
    }

    @Test
    void makesTheDropFileWholeWhereAPageInTheMiddleWasLost() throws IOException {
        String whole = OLD + STORED_ONE + STORED_TWO;
        for (int hole = OLD.length(); hole + 30 < whole.length(); hole++) {
            String damaged =
                    whole.substring(0, hole) + "\0".repeat(30) + whole.substring(hole + 30);
            String mended = redelivered(damaged);
            assertEquals(1, count(mended, STORED_ONE), "hole at " + hole);
            assertEquals(1, count(mended, STORED_TWO), "hole at " + hole);
            assertEquals(0, mended.indexOf(OLD), "hole at " + hole);
        }
    }

    @Test
    void losesNothingWhenAnotherProgramWroteBehindTheTornMessage() throws IOException {
        String torn = STORED_ONE.substring(0, STORED_ONE.length() - 12);

        String mended = redelivered(OLD + torn + "\n\n" + FOREIGN);

        assertEquals(OLD + torn + "\n\n" + FOREIGN + STORED_ONE + STORED_TWO, mended);
        assertEquals(mended, redelivered(mended), "the whole one is found behind the torn one");
    }

    @Test
    void losesNothingWhenTheTornTailWasClosedAlready() throws IOException {
        for (int cut = 1; cut < STORED_ONE.length() - 2; cut++) {
            String closed = STORED_ONE.substring(0, cut) + "\n\n" + FOREIGN;
            String mended = redelivered(OLD + closed);
            assertEquals(OLD + closed + STORED_ONE + STORED_TWO, mended, "cut at " + cut);
        }
    }

    @Test
    void knowsAMessageWhoseStatusAReaderChanged() throws IOException {
        String read = STORED_ONE.replace("\n\none", "\nStatus: RO\nX-Status: A\n\none");

        assertEquals(OLD + read + FOREIGN + STORED_TWO, redelivered(OLD + read + FOREIGN));
    }

    /** With no body to compare, its header alone tells that it is the same message. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "", "Status: O\r\n\r\n"})
    void knowsAMessageWithoutBodyWhoseStatusAReaderChanged(String text) throws IOException {
        MboxEntry bare = TestDrop.message("BARE", text);
        String stored = TestDrop.stored("BARE", text.replace("\r\n", "\n"));
        int end = stored.indexOf("\n\n") + 1;
        String header = stored.substring(0, end).replace("Status: O\n", "");
        String read = header + "Status: RO\n" + stored.substring(end);

        assertEquals(OLD + read + FOREIGN, redelivered(OLD + read + FOREIGN, List.of(bare)));
    }

    @Test
    void deliversAMessageWithoutBodyAgainWhoseHeaderWasCutAndClosed() throws IOException {
        MboxEntry bare = TestDrop.message("BARE", "\r\n");
        String stored = TestDrop.stored("BARE", "\n");
        for (int cut = 1; cut < stored.indexOf("\n\n"); cut++) {
            String closed = OLD + stored.substring(0, cut) + "\n\n" + FOREIGN;
            assertEquals(closed + stored, redelivered(closed, List.of(bare)), "cut at " + cut);
        }
    }

    @Test
    void doesNotDeliverAgainWhatWasCollected() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            ledger.append(drop.dropFile(), List.of("ONE"));
        }

        assertEquals(OLD + STORED_TWO, redelivered(OLD));
    }

    @Test
    void deliversWhatOnlyAnotherRecipientHasCollected() throws IOException {
        ledger.append(folder.resolve("another"), List.of("ONE", "TWO"));

        assertEquals(OLD + STORED_ONE + STORED_TWO, redelivered(OLD));
    }

    @Test
    void isNotFooledByAnIdFurtherDownOrInAnotherMessage() throws IOException {
        String forged = FOREIGN.replace("\n\n", "\n" + TestDrop.trace("ONE").strip() + "\n\n");
        String below = TestDrop.stored("XXX", TestDrop.trace("ONE") + "\none\n>>From 1\n");
        String quoted = TestDrop.stored("YYY", "\n" + STORED_ONE.replace("From", ">From"));

        String mended = redelivered(forged + below + quoted);

        assertEquals(forged + below + quoted + STORED_ONE + STORED_TWO, mended);
    }

    @Test
    void asksForAMessageAsOftenAsItHasRecipientsHere() throws IOException {
        MboxEntry again = TestDrop.message("ONE", "\r\none\r\n>From 1\r\n");
        try (TestDrop drop = TestDrop.open(folder, OLD + STORED_ONE)) {
            assertEquals(1, arrivals.there(drop, List.of(ONE, again)).size());
        }
        try (TestDrop drop = TestDrop.open(folder, STORED_ONE + OLD + STORED_ONE)) {
            assertEquals(2, arrivals.there(drop, List.of(ONE, again)).size());
        }
    }

    @Test
    void readsNothingWhenNothingIsInDoubt() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD + "\0")) {
            assertEquals(Set.of(), arrivals.there(drop, List.of()));
            assertEquals(OLD + "\0", drop.content());
        }
    }

    private static String content(String name) {
        return switch (name) {
            case OLD_NAME -> OLD;
            case FOREIGN_NAME -> FOREIGN;
            default -> "";
        };
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    /** Both messages are delivered again to a drop file that may have them. */
    private String redelivered(String content) throws IOException {
        return redelivered(content, List.of(ONE, TWO));
    }

    private String redelivered(String content, List<MboxEntry> entries) throws IOException {
        try (TestDrop drop = TestDrop.open(folder, content)) {
            List<MboxEntry> missing = new ArrayList<>(entries);
            missing.removeAll(arrivals.there(drop, entries));
            TestDrop quick = drop.on(FaultyChannel.quick(drop.channel()));
            new MboxAppender(() -> DropLimit.NONE).append(quick, missing);
            return drop.content();
        }
    }
}
