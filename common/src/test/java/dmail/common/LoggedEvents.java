package dmail.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of the log that the sources of the servers make. */
final class LoggedEvents {
    private static final Path TOP = Path.of("..");

    /** Where a line begins, and the methods of some logs that begin one. */
    private static final Pattern BEGINNING =
            Pattern.compile("LogLine\\.of\\(|(?<![.\\w])(?:of|line|event|note)\\(|\\.ordered\\(");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern FIELD = Pattern.compile("\\.with\\(\\s*\"(\\w+)\"");
    private static final Pattern LEVEL =
            Pattern.compile(
                    "\\b(?:log|lines)\\.(error|warning|info|announce)\\(|\\bLevel\\.(\\w+)");

    private LoggedEvents() {}

    /**
     * A statement that makes a line.
     *
     * @param module whose source it is in
     * @param levels that the statement names; empty where another decides
     * @param fields that the statement adds; others may be added before and after
     * @param possible fields that are added anywhere in the same source
     */
    record Statement(
            String event,
            String module,
            Set<String> levels,
            Set<String> fields,
            Set<String> possible) {}

    private record Source(String module, String text) {}

    /** {@return all of them, an event that is made in two places twice} */
    static List<Statement> find() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String module : List.of("common", "dsmtp", "dpop")) {
            try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.add(new Source(module, Files.readString(file)));
                }
            }
        }
        Set<String> ofOrders = fieldsOfOrders(sources);
        return sources.stream()
                .filter(source ->
                        source.text().contains("LogLine") || source.text().contains("log.ordered("))
                .flatMap(source ->
                        BEGINNING
                                .matcher(source.text())
                                .results()
                                .map(begin -> statements(source, begin, ofOrders))
                                .flatMap(Collection::stream))
                .toList();
    }

    /** What an administrator orders is logged for the queue by its log. */
    private static Set<String> fieldsOfOrders(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.text().contains("void ordered("))
                .flatMap(source -> fields(source.text()).stream())
                .collect(Collectors.toSet());
    }

    private static List<Statement> statements(
            Source source, MatchResult begin, Set<String> ofOrders) {
        String text = source.text();
        int closed = closingBracket(text, begin.end());
        int end = text.indexOf(';', closed);
        int start = Math.max(text.lastIndexOf(';', begin.start()), lastBrace(text, begin.start()));
        Set<String> possible = fields(text);
        if (begin.group().equals(".ordered(")) {
            possible.addAll(ofOrders);
        }
        return LITERAL.matcher(text.substring(begin.end(), closed))
                .results()
                .map(found ->
                        new Statement(
                                found.group(1),
                                source.module(),
                                levels(text.substring(start, end)),
                                fields(text.substring(closed, end)),
                                possible))
                .toList();
    }

    private static int lastBrace(String text, int before) {
        return Math.max(text.lastIndexOf('{', before), text.lastIndexOf('}', before));
    }

    /** {@return the place behind the bracket that closes the one opened before} */
    private static int closingBracket(String source, int from) {
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
        return at;
    }

    private static Set<String> fields(String text) {
        return FIELD.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> levels(String statement) {
        return LEVEL.matcher(statement)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .map(level -> level.toLowerCase(Locale.ROOT))
                .map(level -> level.equals("announce") ? "always" : level)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
