package dmail.common.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {
    private static final TableFormat<String> WORDS = new WordsFormat(1000);

    @TempDir Path folder;
    private Path file = Path.of("");
    private final MemoryAccount account = new MemoryAccount(1 << 20);
    private final TableMemory memory = new TableMemory(account, "give it more");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("table");
    }

    /** Whatever ends lines, however keys are spread: what a map of the lines would say. */
    @Test
    void findsWhatAMapOfTheLinesWould() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ToLongFunction<String>> hashes =
                List.of(KeyHash::of, _ -> 7, key -> key.length() % 3 - 1, key -> -key.hashCode());
        for (int round = 0; round < 60; round++) {
            String text = text(random);
            Files.writeString(file, text);
            ToLongFunction<String> hash = hashes.get(round % hashes.size());
            try (Table<String> table = Table.read(file, WORDS, hash, memory)) {
                compare(text, table, "seed " + seed + ", round " + round);
            }
        }
        assertEquals(0, account.taken());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
        String[] ends = {"\n", "\r\n", "\r", "\n\n", "\r\r\n"};
        int lines = random.nextInt(600);
        for (int i = 0; i < lines; i++) {
            String key = "k" + random.nextInt(400) + (random.nextInt(9) == 0 ? "\u00e9\0" : "");
            String value = "v".repeat(random.nextInt(30)) + i;
            text.append(random.nextInt(12) == 0 ? "none" : key + " " + value);
            text.append(ends[random.nextInt(ends.length)]);
        }
        return random.nextBoolean() ? text.toString() : text + "last one";
    }

    private static void compare(String text, Table<String> table, String of) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.replace("\ufeff", "").lines().toList()) {
            number++;
            int blank = line.indexOf(' ');
            if (blank > 0) {
                String says = number + ":" + line.substring(blank + 1);
                expected.putIfAbsent(line.substring(0, blank), says);
            }
        }
        assertEquals(expected.size(), table.size(), of);
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            assertEquals(entry.getValue(), found(table, entry.getKey()), of);
        }
        assertEquals("none", found(table, "no such key"), of);
        List<String> all = new ArrayList<>();
        table.each(entry -> all.add(entry.line() + ":" + entry.value()));
        assertEquals(List.copyOf(expected.values()), all, of);
    }

    private static String found(Table<String> table, String key) throws IOException {
        return table.find(key).map(entry -> entry.line() + ":" + entry.value()).orElse("none");
    }

    @Test
    void ofTwoLinesWithOneKeyTheFirstCounts() throws IOException {
        Files.writeString(file, "a 1\nb 2\nnone\na 3\nc 4\nb 5\n");
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            assertEquals("1:1", found(table, "a"));
            assertEquals("2:2", found(table, "b"));
            assertTrue(table.hasRepeated());
            assertEquals(
                    "3 no entry, 4 given before, 6 given before",
                    table.problems().first().stream()
                            .map(problem -> problem.line() + " " + problem.what())
                            .collect(Collectors.joining(", ")));
        }
    }

    @Test
    void aLineOfAnyLengthCostsNoMoreThanItsBound() throws IOException {
        Files.writeString(file, "a " + "x".repeat(100_000) + "\nb 1\nc " + "x".repeat(998) + "\n");
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            assertEquals("none", found(table, "a"));
            assertEquals("2:1", found(table, "b"));
            assertEquals("3:" + "x".repeat(998), found(table, "c"));
        }
    }

    @Test
    void aLineThatIsNotUtf8IsLatin1AndTheOthersStayWhatTheyAre() throws IOException {
        Files.write(file, "a \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(file, "b \u00e9\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            assertEquals("1:\u00e9", found(table, "a"));
            assertEquals("2:\u00e9", found(table, "b"));
        }
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItIsTaken() throws IOException {
        Files.writeString(file, "a 1\n".repeat(200_000));

        TableTooLargeException refusal =
                assertThrows(TableTooLargeException.class, () -> Table.read(file, WORDS, memory));

        assertEquals(
                "needs more memory than the 0 MB that are left: give it more",
                refusal.getMessage());
        assertEquals(0, account.taken());
    }

    @Test
    void answersFromTheFileThatItReadWhenAnotherTakesItsName() throws IOException {
        Files.writeString(file, "a old\n");
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            Files.delete(file);
            Files.writeString(file, "a new\n");

            assertEquals("1:old", found(table, "a"));
        }
    }

    @Test
    void noticesThatTheFileIsWrittenInto() throws IOException {
        Files.writeString(file, "a 1\nb 2\n");
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            Files.writeString(file, "xx 1\nb 2\n", StandardOpenOption.WRITE);

            assertThrows(TableChangedException.class, () -> table.find("a"));
            assertThrows(TableChangedException.class, () -> table.find("b"));
        }
    }

    @Test
    void anInterruptedReaderDoesNotCloseTheFileForTheOthers() throws IOException {
        Files.writeString(file, "a 1\n");
        try (Table<String> table = Table.read(file, WORDS, memory)) {
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, () -> table.find("a"));
            assertTrue(Thread.interrupted());

            assertEquals("1:1", found(table, "a"));
        }
    }

    /** What a million lines take, and that look-ups go on to the last of them. */
    @Test
    void aMillionLinesTakeEightOctetsEach() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write("user" + i + " x\n");
            }
        }
        MemoryAccount large = new MemoryAccount(64 << 20);
        try (Table<String> table = Table.read(file, WORDS, new TableMemory(large, ""))) {
            assertEquals(1_000_000, table.size());
            assertEquals("1000000:x", found(table, "user999999"));
            long taken = large.taken(MemoryUse.TABLES);
            assertTrue(taken < 9_000_000, taken + " octets");
        }
    }
}
