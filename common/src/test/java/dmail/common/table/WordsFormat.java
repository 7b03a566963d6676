package dmail.common.table;

import java.io.IOException;
import java.util.Optional;

/** For tests: lines of a key, a blank, and what it says; others are problems. */
record WordsFormat(int longestLine) implements TableFormat<String> {
    @Override
    public Optional<Entry<String>> next(Lines lines, Problems problems) throws IOException {
        while (lines.next()) {
            String text = lines.text();
            int blank = text.indexOf(' ');
            if (lines.isWhole() && blank > 0) {
                return Optional.of(
                        new Entry<>(
                                lines.offset(),
                                lines.number(),
                                text.substring(0, blank),
                                text.substring(blank + 1)));
            }
            problems.add(lines.number(), "no entry");
        }
        return Optional.empty();
    }

    @Override
    public String givenBefore() {
        return "given before";
    }
}
