package dmail.common.config.edit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines that are to be changed in one file, by the numbers that they have before, from 1. */
public final class LinePlan {
    private final SortedMap<Integer, List<String>> replaced = new TreeMap<>();
    private final SortedMap<Integer, List<String>> behind = new TreeMap<>();
    private final List<String> last = new ArrayList<>();

    /** Begins without changes. */
    public LinePlan() {}

    /** Puts lines in place of one, or takes it out when there are none. */
    public void replace(int number, List<String> lines) {
        replaced.put(number, List.copyOf(lines));
    }

    /** Adds a line behind one, and behind those added there before. */
    public void addBehind(int number, String line) {
        behind.computeIfAbsent(number, _ -> new ArrayList<>()).add(line);
    }

    /** Adds a line at the end of the file. */
    public void addLast(String line) {
        last.add(line);
    }

    /** {@return how many lines are changed, added or taken out} */
    public int size() {
        int size = last.size();
        for (List<String> lines : replaced.values()) {
            size += Math.max(1, lines.size());
        }
        for (List<String> lines : behind.values()) {
            size += lines.size();
        }
        return size;
    }

    /**
     * {@return the changes for people who make them by hand: comments that say where, and lines}
     */
    public List<String> byHand(String file) {
        List<String> text = new ArrayList<>();
        replaced.forEach((number, lines) -> {
            String place = "line " + number + " of " + file;
            text.add(lines.isEmpty() ? "# remove " + place : "# in place of " + place);
            text.addAll(lines);
        });
        behind.forEach((number, lines) -> {
            text.add("# behind line " + number + " of " + file);
            text.addAll(lines);
        });
        if (!last.isEmpty()) {
            text.add("# at the end of " + file);
            text.addAll(last);
        }
        return text;
    }

    /**
     * {@return the change as {@link LineEdit#asOctets} has it; lines end as those around them do}
     *
     * @param text of the file, a character for each octet
     */
    public LineEdit edit(Reader text) throws IOException {
        Numbering numbering = new Numbering();
        LineEdit.Lines lines = new LineEdit.Lines(text);
        Optional<String> line = lines.next();
        for (int number = 1; line.isPresent(); number++) {
            Optional<String> next = lines.next();
            if (next.isEmpty()) {
                numbering.takeLast(number, line.get());
            } else {
                numbering.take(number, line.get());
            }
            line = next;
        }
        return new LineEdit(numbering.added, numbering.removed);
    }

    private static String octets(String line) {
        return new String(line.getBytes(UTF_8), ISO_8859_1);
    }

    /** Finds the numbers that lines get. */
    private final class Numbering {
        private final Map<Integer, String> added = new HashMap<>();
        private final Set<Integer> removed = new HashSet<>();
        private String end = "";
        private int written;

        void take(int number, String line) {
            end = line.endsWith("\r") ? "\r" : "";
            List<String> fresh = replaced.get(number);
            if (fresh == null) {
                written++;
            } else {
                removed.add(number);
                fresh.forEach(this::add);
            }
            behind.getOrDefault(number, List.of()).forEach(this::add);
        }

        /** Nothing behind the last line feed is no line, and stays the last. */
        void takeLast(int number, String line) {
            if (line.isEmpty()) {
                last.forEach(this::add);
            } else if (willFollow(number) && !end.isEmpty()) {
                // A last line without an end gets one like the others.
                endLike(number, line);
            } else {
                end = "";
                take(number, line);
                last.forEach(this::add);
            }
        }

        private boolean willFollow(int number) {
            return !last.isEmpty() || behind.containsKey(number);
        }

        private void endLike(int number, String line) {
            List<String> octets = new ArrayList<>();
            List<String> fresh = replaced.get(number);
            removed.add(number);
            if (fresh == null) {
                octets.add(line);
            } else {
                fresh.forEach(one -> octets.add(octets(one)));
            }
            behind.getOrDefault(number, List.of()).forEach(one -> octets.add(octets(one)));
            last.forEach(one -> octets.add(octets(one)));
            for (int i = 0; i < octets.size(); i++) {
                added.put(++written, octets.get(i) + (i + 1 < octets.size() ? end : ""));
            }
        }

        private void add(String line) {
            added.put(++written, octets(line) + end);
        }
    }
}
