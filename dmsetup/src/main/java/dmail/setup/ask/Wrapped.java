package dmail.setup.ask;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that a terminal shows whole. */
public final class Wrapped {
    /** Where the text begins behind a label, such as {@code done}. */
    private static final int LABEL = 12;

    /** One less than a terminal is wide: a full line makes some terminals add an empty one. */
    private static final int WIDTH = 79;

    private Wrapped() {}

    /**
     * {@return the words of a text in lines}
     *
     * @param first what the first line begins with
     * @param indent what the others begin with
     */
    public static List<String> lines(String first, String indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** {@return a line that has a label, in lines} */
    public static List<String> labelled(String line) {
        return fits(line)
                ? List.of(line)
                : lines(line.substring(0, LABEL), " ".repeat(LABEL), line.substring(LABEL));
    }

    static boolean fits(String line) {
        return line.length() <= WIDTH;
    }
}
