package dmail.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.LoggedEvents.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** dmail-log(5) has each event that the servers log, with its levels, server and fields. */
final class LogManualTest {
    private static final Path PAGE = Path.of("../man/dmail-log.5");
    private static final Pattern TERM = Pattern.compile("^\\.It Li (.+)$", Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\.It Li (.+)\\n([A-Z][a-z]+(?:, (?:error|debug))*)"
                            + "(?:, (dsmtp|dpop))?(?:: ([a-z_, ]+))?\\.$",
                    Pattern.MULTILINE);

    /** How an event is written: short, without marks that end a clause. */
    private static final Pattern SHORT = Pattern.compile("[a-z]+(?:[ _-][a-z]+){0,5}");

    private static final SortedMap<String, Row> TABLE = new TreeMap<>();
    private static final List<Statement> STATEMENTS = new ArrayList<>();
    private static String fieldsSection = "";
    private static String eventsSection = "";

    private record Row(Set<String> levels, String server, Set<String> fields) {}

    @BeforeAll
    static void read() throws IOException {
        String page = Files.readString(PAGE);
        int events = page.indexOf(".Sh EVENTS");
        fieldsSection = page.substring(page.indexOf(".Sh FIELDS"), events);
        eventsSection = page.substring(events);
        ROW.matcher(eventsSection)
                .results()
                .forEach(row -> TABLE.put(row.group(1).replace("\\-", "-"), row(row)));
        STATEMENTS.addAll(LoggedEvents.find());
    }

    private static Row row(MatchResult row) {
        String server = row.group(3) == null ? "" : row.group(3);
        String fields = row.group(4) == null ? "" : row.group(4);
        return new Row(words(row.group(2).toLowerCase(Locale.ROOT)), server, words(fields));
    }

    private static Set<String> words(String list) {
        return Stream.of(list.split(", "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachEventIsInTheTableAndNoOther() {
        Set<String> logged =
                STATEMENTS.stream()
                        .map(Statement::event)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(logged.size() > 100, "few events are found: " + logged);
        assertEquals(TABLE.keySet(), logged);
    }

    @Test
    void eachRowBeginsWithLevelServerAndFields() {
        assertEquals(TERM.matcher(eventsSection).results().count(), TABLE.size());
    }

    @Test
    void eachEventIsAFewPlainWords() {
        Set<String> others = new TreeSet<>(TABLE.keySet());
        others.removeIf(event -> SHORT.matcher(event).matches());
        assertEquals(Set.of(), others);
    }

    @Test
    void aServerIsNamedWhereOnlyOneHasTheEvent() {
        TABLE.forEach((event, row) -> {
            Set<String> modules =
                    STATEMENTS.stream()
                            .filter(statement -> statement.event().equals(event))
                            .map(Statement::module)
                            .collect(Collectors.toSet());
            boolean both = modules.size() > 1 || modules.contains("common");
            assertEquals(both ? "" : String.join("", modules), row.server(), event);
        });
    }

    @Test
    void theLevelsAreThoseOfTheSources() {
        for (Statement statement : STATEMENTS) {
            assertTrue(
                    row(statement).levels().containsAll(statement.levels()),
                    () -> statement + " is otherwise in the table");
        }
    }

    @Test
    void theFieldsAreThoseOfTheSources() {
        for (Statement statement : STATEMENTS) {
            assertTrue(
                    row(statement).fields().containsAll(statement.fields()),
                    () -> statement + " has more fields than in the table");
        }
        TABLE.forEach((event, row) -> {
            Set<String> others = new TreeSet<>(row.fields());
            STATEMENTS.stream()
                    .filter(statement -> statement.event().equals(event))
                    .forEach(statement -> others.removeAll(statement.possible()));
            assertEquals(Set.of(), others, event + " never has these fields");
        });
    }

    @Test
    void eachFieldIsExplainedAndNoOther() {
        Set<String> used =
                TABLE.values().stream()
                        .flatMap(row -> row.fields().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained =
                TERM.matcher(fieldsSection)
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, explained);
    }

    private static Row row(Statement statement) {
        Row row = TABLE.get(statement.event());
        if (row == null) {
            throw new AssertionError("not in the table: " + statement);
        }
        return row;
    }
}
