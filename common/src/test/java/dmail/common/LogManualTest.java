package dmail.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** dmail-log(5) has each event that the servers log, and no other. */
final class LogManualTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\.It Li (.+)$", Pattern.MULTILINE);

    /** Where a line begins, and the methods of some logs that begin one. */
    private static final Pattern BEGINNING =
            Pattern.compile("LogLine\\.of\\(|(?<![.\\w])(?:of|line|event|note)\\(|\\.ordered\\(");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");

    /** How an event is written: short, without marks that end a clause. */
    private static final Pattern SHORT = Pattern.compile("[a-z]+(?:[ _-][a-z]+){0,5}");

    @Test
    void eachEventIsInTheManual() throws IOException {
        Set<String> logged = logged();
        assertTrue(logged.size() > 100, "few events are found: " + logged);
        assertEquals(documented(), logged);
    }

    @Test
    void eachEventIsAFewPlainWords() throws IOException {
        Set<String> long_ = documented();
        long_.removeIf(event -> SHORT.matcher(event).matches());
        assertEquals(Set.of(), long_);
    }

    private static Set<String> documented() throws IOException {
        return ROW.matcher(Files.readString(TOP.resolve("man/dmail-log.5")))
                .results()
                .map(row -> row.group(1).replace("\\-", "-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> logged() throws IOException {
        Set<String> events = new TreeSet<>();
        for (String module : new String[] {"common", "dsmtp", "dpop"}) {
            try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("LogLine") || source.contains("log.ordered(")) {
                        BEGINNING
                                .matcher(source)
                                .results()
                                .forEach(begin -> addLiterals(source, begin.end(), events));
                    }
                }
            }
        }
        return events;
    }

    /** Adds the texts between an opened bracket and the one that closes it. */
    private static void addLiterals(String source, int from, Set<String> events) {
        int depth = 1;
        int at = from;
        boolean quoted = false;
        while (depth > 0) {
            char c = source.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')') {
                depth--;
            }
            at++;
        }
        LITERAL.matcher(source.substring(from, at))
                .results()
                .map(found -> found.group(1))
                .forEach(events::add);
    }
}
