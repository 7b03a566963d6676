package dmail.common.authent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a users file: entries, with the comments and the order that people gave it. Lines
 * that are no entries are kept as they are, so that a slip of the pen costs nobody else's account.
 */
public final class UsersText {
    /** The text without a line. */
    public static final UsersText EMPTY = parse("");

    private final List<String> lines;
    private final Map<String, UserEntry> entries = new HashMap<>();
    private final Map<String, Integer> lineOf = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A line that is ignored.
     *
     * @param line from 1
     */
    public record Problem(int line, String what) {}

    private UsersText(List<String> lines) {
        this.lines = List.copyOf(lines);
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), i);
        }
    }

    /** Reads a text; lines end with LF or CR LF. */
    public static UsersText parse(String text) {
        return new UsersText(text.lines().toList());
    }

    private void read(String line, int index) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        Optional<UserEntry> entry = UserEntry.parse(line);
        if (entry.isEmpty()) {
            problems.add(new Problem(index + 1, "not name:hash:label=\"value\", line ignored"));
        } else if (entries.putIfAbsent(entry.get().name(), entry.get()) != null) {
            problems.add(new Problem(index + 1, "user given before, line ignored"));
        } else {
            lineOf.put(entry.get().name(), index);
        }
    }

    /** {@return the user of that name, in any letter case} */
    public Optional<UserEntry> find(String name) {
        return Optional.ofNullable(entries.get(DatabaseName.fold(name)));
    }

    /** {@return all users in the order of the file} */
    public List<UserEntry> all() {
        return lineOf.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .flatMap(name -> find(name).stream())
                .toList();
    }

    /** {@return how many users there are} */
    public int size() {
        return entries.size();
    }

    /** {@return what is wrong with the text} */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** {@return the text with this user, in place of the one of his name or at the end} */
    public UsersText with(UserEntry entry) {
        List<String> changed = new ArrayList<>(lines);
        Integer index = lineOf.get(entry.name());
        if (index == null) {
            changed.add(entry.line());
        } else {
            changed.set(index, entry.line());
        }
        return new UsersText(changed);
    }

    /** {@return the text without the user of that name} */
    public UsersText without(String name) {
        String gone = DatabaseName.fold(name);
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            boolean his = UserEntry.parse(line).filter(e -> e.name().equals(gone)).isPresent();
            if (!his || line.startsWith("#")) {
                kept.add(line);
            }
        }
        return new UsersText(kept);
    }

    /** {@return the text as it stands in the file} */
    @Override
    public String toString() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
