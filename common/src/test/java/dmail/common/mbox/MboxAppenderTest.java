package dmail.common.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.dropfile.TestDrop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MboxAppenderTest {
    private static final String OLD = TestDrop.stored("OLD", "\nold text\n");
    private static final MboxEntry ONE = TestDrop.message("ONE", "\r\none\r\n");
    private static final MboxEntry TWO = TestDrop.message("TWO", "\r\ntwo\r\n");
    private static final String BOTH =
            TestDrop.stored("ONE", "\none\n") + TestDrop.stored("TWO", "\ntwo\n");

    private final MboxAppender appender = new MboxAppender(() -> DropLimit.NONE);
    @TempDir private Path folder;

    @Test
    void writesTheFormThatAnyMailProgramReads() throws IOException {
        try (TestDrop drop = TestDrop.open(folder)) {
            List<AppendResult> results = appender.append(drop, List.of(ONE, TWO));

            assertEquals(List.of(new AppendResult.Written(), new AppendResult.Written()), results);
            assertEquals(BOTH, drop.content());
        }
    }

    @Test
    void syncsOnceForAllMessages() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            FaultyChannel disk = FaultyChannel.over(drop.channel());

            appender.append(drop.on(disk), List.of(ONE, TWO));

            assertEquals(3, disk.changes(), "two writes and a sync");
        }
    }

    @Test
    void syncsEvenWhenThereIsNothingToAppend() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            FaultyChannel disk = FaultyChannel.over(drop.channel());

            assertEquals(List.of(), appender.append(drop.on(disk), List.of()));

            assertEquals(1, disk.changes());
            assertThrows(
                    IOException.class,
                    () -> appender.append(drop.on(disk.failingAt(2)), List.of()));
        }
    }

    // What the last writer left behind; what must stand before the next message. ! = LF, 0 = NUL
    @ParameterizedTest
    @CsvSource({
        "From x!A: b!!text!!,    From x!A: b!!text!!",
        "From x!A: b!!text!,     From x!A: b!!text!!",
        "From x!A: b!!te,        From x!A: b!!te!!",
        "From x!A: b!!text!!000, From x!A: b!!text!!",
        "From x!A: b!!te0,       From x!A: b!!te!!",
        "From x!A: b!!te0xt0,    From x!A: b!!te0xt!!",
        "F,                      F!!",
        "!,                      !",
        "0000,                   ''",
    })
    void letsNoTornTailSwallowTheNextMessage(String left, String before) throws IOException {
        try (TestDrop drop = TestDrop.open(folder, left.replace('!', '\n').replace('0', '\0'))) {
            appender.append(drop, List.of(ONE));

            String expected = before.replace('!', '\n').replace('0', '\0');
            assertEquals(expected + TestDrop.stored("ONE", "\none\n"), drop.content());
        }
    }

    @Test
    void cutsOffPagesOfNuls() throws IOException {
        for (int nuls : new int[] {1, 4095, 4096, 8192, 8193, 70_000}) {
            try (TestDrop drop = TestDrop.open(folder, OLD + "\0".repeat(nuls))) {
                appender.append(drop, List.of(ONE));

                assertEquals(OLD + TestDrop.stored("ONE", "\none\n"), drop.content());
            }
        }
    }

    @Test
    void takesAShortWriteForWhatItIs() throws IOException {
        for (int most : new int[] {1, 7, 100}) {
            try (TestDrop drop = TestDrop.open(folder, "")) {
                FaultyChannel disk = FaultyChannel.shortWrites(drop.channel(), most);

                appender.append(drop.on(disk), List.of(ONE, TWO));

                assertEquals(BOTH, drop.content());
            }
        }
    }

    @Test
    void writesMessagesLargerThanItsBuffer() throws IOException {
        String text = "\r\n" + "From the start of a long line\r\n".repeat(30_000);
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            appender.append(drop, List.of(TestDrop.message("BIG", text), TWO));

            String stored = text.replace("\r\n", "\n").replace("From", ">From");
            assertEquals(
                    OLD + TestDrop.stored("BIG", stored) + TestDrop.stored("TWO", "\ntwo\n"),
                    drop.content());
        }
    }

    @Test
    void leavesNoHalfMessageWhenOneWriteFails() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            FaultyChannel disk = FaultyChannel.over(drop.channel()).failingAt(1);

            List<AppendResult> results = appender.append(drop.on(disk), List.of(ONE, TWO));

            assertEquals(
                    List.of(
                            new AppendResult.Failed("No space left on device"),
                            new AppendResult.Written()),
                    results);
            assertEquals(OLD + TestDrop.stored("TWO", "\ntwo\n"), drop.content());
        }
    }

    @Test
    void leavesTheDropFileAsItWasWhenTheSyncFails() throws IOException {
        String torn = OLD.substring(0, OLD.length() - 1);
        try (TestDrop drop = TestDrop.open(folder, torn)) {
            FaultyChannel disk = FaultyChannel.over(drop.channel()).failingAt(4);

            IOException refusal =
                    assertThrows(
                            IOException.class,
                            () -> appender.append(drop.on(disk), List.of(ONE, TWO)));

            assertEquals("Input/output error", refusal.getMessage());
            assertEquals(torn, drop.content());
        }
    }

    @Test
    void saysSoWhenNotEvenTheMessagesCanBeCutOff() throws IOException {
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            FaultyChannel disk = FaultyChannel.over(drop.channel()).dyingAt(3);

            IOException refusal =
                    assertThrows(
                            IOException.class,
                            () -> appender.append(drop.on(disk), List.of(ONE, TWO)));

            assertEquals(
                    "Input/output error; an incomplete message stays until the next append",
                    refusal.getMessage());
        }
    }

    @Test
    void keepsWithinDropMaxAndLetsASmallerMessageIn() throws IOException {
        int small = TestDrop.stored("ONE", "\none\n").length();
        MboxEntry large = TestDrop.message("BIG", "\r\n" + "x".repeat(2000) + "\r\n");
        MboxAppender limited = new MboxAppender(() -> new DropLimit(OLD.length() + small));
        try (TestDrop drop = TestDrop.open(folder, OLD)) {
            List<AppendResult> results = limited.append(drop, List.of(large, ONE, TWO));

            assertInstanceOf(AppendResult.Full.class, results.get(0));
            assertEquals(new AppendResult.Written(), results.get(1), "exactly drop_max");
            assertInstanceOf(AppendResult.Full.class, results.get(2));
            assertEquals(OLD + TestDrop.stored("ONE", "\none\n"), drop.content());
            assertTrue(new DropLimit(small).isReached(drop.dropFile()));
            assertTrue(!DropLimit.NONE.isReached(drop.dropFile()));
        }
    }

    @Test
    void countsDropMaxInKilobytes() throws IOException {
        Path file = Files.write(folder.resolve("bob"), new byte[2047]);

        assertTrue(!DropLimit.ofKilobytes(2).isReached(file));
        Files.write(file, new byte[2048]);
        assertTrue(DropLimit.ofKilobytes(2).isReached(file));
        assertTrue(!DropLimit.ofKilobytes(2).isReached(folder.resolve("nobody")));
    }
}
