package dmail.setup.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of dmail.conf, whose comments and order stay as people made them. */
public final class ConfText {
    private final List<String> lines;

    private ConfText(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    public static ConfText of(String text) {
        return new ConfText(text.lines().toList());
    }

    /** {@return the values behind a name, in order, as they are written} */
    public List<String> values(String name) {
        return lines.stream()
                .filter(line -> isOf(line, name))
                .map(line -> line.strip().substring(name.length()).strip())
                .toList();
    }

    /**
     * {@return the text with exactly these values of a setting: what is there already stays where
     * it is, others go, new ones stand where the last one stood, or at the end}
     */
    public ConfText with(String name, List<String> values) {
        if (values(name).equals(values)) {
            return this;
        }
        List<String> changed = new ArrayList<>();
        int place = -1;
        for (String line : lines) {
            if (isOf(line, name)) {
                place = place < 0 ? changed.size() : place;
            } else {
                changed.add(line);
            }
        }
        List<String> written = values.stream().map(value -> name + " " + value).toList();
        if (place < 0) {
            place = placeFor(name);
        }
        changed.addAll(place, written);
        return new ConfText(changed);
    }

    /** {@return the text with one more line, behind the others of its name} */
    public ConfText plus(String name, String value) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(placeFor(name), name + " " + value);
        return new ConfText(changed);
    }

    /** {@return the text without some lines, counted from 1} */
    public ConfText withoutLines(Set<Integer> numbers) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!numbers.contains(i + 1)) {
                kept.add(lines.get(i));
            }
        }
        return new ConfText(kept);
    }

    /** Behind the last line of that name, or the last comment that shows one, or at the end. */
    private int placeFor(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isOf(lines.get(i), name)) {
                return i + 1;
            }
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (line.startsWith("#") && isOf(line.substring(1), name)) {
                return i + 1;
            }
        }
        return lines.size();
    }

    private static boolean isOf(String line, String name) {
        String bare = line.strip().toLowerCase(Locale.ROOT);
        return bare.startsWith(name)
                && (bare.length() == name.length()
                        || Character.isWhitespace(bare.charAt(name.length())));
    }

    /** {@return the text as it stands in the file} */
    @Override
    public String toString() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
