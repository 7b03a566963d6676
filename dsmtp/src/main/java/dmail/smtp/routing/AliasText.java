package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a file of aliases as sendmail has it: {@code name: member, member}. Lines that begin
 * with a blank go on with the line before; those that begin with {@code #} are comments.
 */
final class AliasText {
    /** An alias and its line, from 1. */
    record Alias(int line, List<Member> members) {
        Alias {
            members = List.copyOf(members);
        }
    }

    /** Something that is wrong with a line. */
    record Problem(int line, String what) {}

    private final Map<String, Alias> aliases = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Domain home;
    private final boolean trusted;

    private AliasText(Domain home, boolean trusted) {
        this.home = home;
        this.trusted = trusted;
    }

    /**
     * Reads a text.
     *
     * @param home the domain of names without one
     * @param trusted whether it may name programs and files
     */
    static AliasText parse(String text, Domain home, boolean trusted) {
        AliasText table = new AliasText(home, trusted);
        StringBuilder entry = new StringBuilder();
        int begun = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (isContinuation(line) && begun > 0) {
                entry.append(' ').append(line.strip());
                continue;
            }
            table.add(begun, entry.toString());
            entry.setLength(0);
            entry.append(line.strip());
            begun = number;
        }
        table.add(begun, entry.toString());
        return table;
    }

    private static boolean isContinuation(String line) {
        return line.charAt(0) == ' ' || line.charAt(0) == '\t';
    }

    private void add(int line, String entry) {
        if (entry.isEmpty()) {
            return;
        }
        int colon = endOfName(entry);
        String name = colon < 0 ? "" : unquoted(entry.substring(0, colon).strip());
        if (name.isEmpty()) {
            problems.add(new Problem(line, "not name: address, line ignored"));
            return;
        }
        Members read = Members.parse(entry.substring(colon + 1), home);
        Members members = trusted ? read : read.addressesOnly();
        members.bad()
                .forEach(word -> problems.add(new Problem(line, "no address, left out: " + word)));
        if (members.good().isEmpty()) {
            problems.add(new Problem(line, "nobody is named, line ignored"));
        } else if (aliases.putIfAbsent(key(name), new Alias(line, members.good())) != null) {
            problems.add(new Problem(line, "name given before, line ignored"));
        }
    }

    /** {@return where the colon is that ends the name, which may be in quotes; or -1} */
    private static int endOfName(String entry) {
        int from = entry.startsWith("\"") ? Math.max(entry.indexOf('"', 1), 0) : 0;
        return entry.indexOf(':', from);
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** {@return the alias of that name, in any letter case} */
    Optional<Alias> find(String name) {
        return Optional.ofNullable(aliases.get(key(name)));
    }

    int size() {
        return aliases.size();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Puts problems of a file into the log. */
    static void report(List<Problem> problems, Path file, Log log) {
        for (Problem problem : problems) {
            log.warning(
                    LogLine.of("alias")
                            .with("line", file + ":" + problem.line())
                            .with("problem", problem.what()));
        }
    }
}
