package dmail.setup.moving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postfix's main.cf: {@code name = value}, with lines that go on and values that name others. */
final class MainCf {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:\\{([a-z0-9_]+)\\}|\\(([a-z0-9_]+)\\)|([a-z0-9_]+))");
    private static final int DEEPEST = 10;

    private final Map<String, String> values = new HashMap<>();

    private MainCf(String text, String hostName) {
        int dot = hostName.indexOf('.');
        values.put("myhostname", hostName);
        values.put("mydomain", dot < 0 ? "localdomain" : hostName.substring(dot + 1));
        values.put("mydestination", "$myhostname, localhost.$mydomain, localhost");
        values.put("mynetworks", "127.0.0.0/8");
        values.put("mail_spool_directory", "/var/mail");
        values.put("alias_maps", "hash:/etc/aliases");
        logicalLines(text).forEach(this::take);
        if (!text.matches("(?s)(.*\\n)?mydomain\\s*=.*")) {
            String name = value("myhostname");
            values.put("mydomain", name.substring(name.indexOf('.') + 1));
        }
    }

    /**
     * Reads a file's text; what it does not say is as Postfix has it.
     *
     * @param hostName this machine's
     */
    static MainCf parse(String text, String hostName) {
        return new MainCf(text, hostName);
    }

    /** A line that begins with a blank goes on with the one before. */
    private static List<String> logicalLines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            boolean goesOn = Character.isWhitespace(line.charAt(0)) && !lines.isEmpty();
            if (goesOn) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    private void take(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
    }

    /** {@return a value with what it refers to; empty when there is none} */
    String value(String name) {
        return expand(values.getOrDefault(name, ""), 0);
    }

    private String expand(String text, int depth) {
        if (depth > DEEPEST) {
            return text;
        }
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (reference.find()) {
            String name = reference.group().replaceAll("[${}()]", "");
            String value = expand(values.getOrDefault(name, ""), depth + 1);
            reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        reference.appendTail(expanded);
        return expanded.toString();
    }

    /** {@return the words of a value} */
    List<String> list(String name) {
        return Arrays.stream(value(name).split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** {@return the files of tables such as {@code hash:/etc/aliases}} */
    List<String> tables(String name) {
        return list(name).stream()
                .filter(word -> word.matches("(hash|btree|lmdb|cdb|dbm|texthash):/.*"))
                .map(word -> word.substring(word.indexOf(':') + 1))
                .toList();
    }

    /** {@return tables of other kinds, which only Postfix can read} */
    List<String> otherTables(String name) {
        return list(name).stream()
                .filter(word -> word.matches("[a-z]+:.*"))
                .filter(word -> !word.matches("(hash|btree|lmdb|cdb|dbm|texthash):/.*"))
                .toList();
    }
}
