package dmail.common.config.edit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A change of a few lines of a file that may have very many, none of which is kept in memory.
 *
 * @param added lines by the numbers that they get, counted from 1
 * @param removed the numbers that lines have before, counted from 1
 */
public record LineEdit(Map<Integer, String> added, Set<Integer> removed) {
    public LineEdit {
        added = Map.copyOf(added);
        removed = Set.copyOf(removed);
    }

    /** {@return a change that adds one line, which gets that number} */
    public static LineEdit adding(int number, String line) {
        return new LineEdit(Map.of(number, line), Set.of());
    }

    /** {@return a change that takes lines out} */
    public static LineEdit removing(Set<Integer> numbers) {
        return new LineEdit(Map.of(), numbers);
    }

    /**
     * {@return this change with a character for each octet of its lines, so that it can be made
     * whatever the octets of the others mean}
     */
    public LineEdit asOctets() {
        Map<Integer, String> octets = new TreeMap<>();
        added.forEach(
                (number, line) -> octets.put(number, new String(line.getBytes(UTF_8), ISO_8859_1)));
        return new LineEdit(octets, removed);
    }

    /**
     * Copies a text with this change; what follows the last line feed is a line too, if an empty
     * one.
     *
     * @return the change that takes this one back
     */
    public LineEdit copy(Reader in, Writer out) throws IOException {
        Copy copy = new Copy(out);
        Lines lines = new Lines(in);
        Optional<String> line = lines.next();
        for (int number = 1; line.isPresent(); number++) {
            copy.take(number, line.get());
            line = lines.next();
        }
        copy.addDue();
        return new LineEdit(copy.taken, added.keySet());
    }

    private final class Copy {
        private final Writer out;
        private final Map<Integer, String> taken = new TreeMap<>();
        private int written;

        Copy(Writer out) {
            this.out = out;
        }

        void take(int number, String line) throws IOException {
            addDue();
            if (removed.contains(number)) {
                taken.put(number, line);
            } else {
                write(line);
            }
        }

        void addDue() throws IOException {
            String due = added.get(written + 1);
            while (due != null) {
                write(due);
                due = added.get(written + 1);
            }
        }

        private void write(String line) throws IOException {
            if (written > 0) {
                out.write('\n');
            }
            out.write(line);
            written++;
        }
    }

    /** What is between line feeds; a carriage return belongs to its line. */
    static final class Lines {
        private final Reader in;
        private boolean ended;

        Lines(Reader in) {
            this.in = new BufferedReader(in);
        }

        Optional<String> next() throws IOException {
            if (ended) {
                return Optional.empty();
            }
            StringBuilder line = new StringBuilder();
            int c = in.read();
            while (c >= 0 && c != '\n') {
                line.append((char) c);
                c = in.read();
            }
            ended = c < 0;
            return Optional.of(line.toString());
        }
    }
}
