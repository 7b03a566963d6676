package dmail.common.config.edit;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        int index = -1;
        for (String line : lines) {
            if (isOf(line, name)) {
                index = index < 0 ? changed.size() : index;
            } else {
                changed.add(line);
            }
        }
        List<String> written = values.stream().map(value -> name + " " + value).toList();
        if (index < 0) {
            index = insertionLine(name);
        }
        changed.addAll(index, written);
        return new ConfText(changed);
    }

    /**
     * {@return a change that adds one line behind the others of its name} The text is gone through,
     * and none of it kept.
     */
    public static LineEdit adding(Reader text, String name, String value) throws IOException {
        LineEdit.Lines lines = new LineEdit.Lines(text);
        InsertionPoint insertionPoint = new InsertionPoint(name);
        Optional<String> line = lines.next();
        for (int number = 1; line.isPresent(); number++) {
            Optional<String> next = lines.next();
            // Nothing behind the last line feed is no line.
            if (next.isPresent() || !line.get().isEmpty()) {
                insertionPoint.look(number, line.get());
            }
            line = next;
        }
        return LineEdit.adding(1 + insertionPoint.behind(), name + " " + value);
    }

    private int insertionLine(String name) {
        InsertionPoint insertionPoint = new InsertionPoint(name);
        for (int i = 0; i < lines.size(); i++) {
            insertionPoint.look(i + 1, lines.get(i));
        }
        return insertionPoint.behind();
    }

    /** Behind the last line of a name, or the last comment that shows one, or at the end. */
    private static final class InsertionPoint {
        private final String name;
        private int line;
        private int comment;
        private int end;

        InsertionPoint(String name) {
            this.name = name;
        }

        void look(int number, String text) {
            if (isOf(text, name)) {
                line = number;
            } else if (text.startsWith("#") && isOf(text.substring(1), name)) {
                comment = number;
            }
            end = number;
        }

        int behind() {
            if (line > 0) {
                return line;
            }
            return comment > 0 ? comment : end;
        }
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
