package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds a module's sources to the sizes that can be read at once: methods of at most 40 lines,
 * braces included, and files of at most 400. It relies on the format that the build demands: a
 * block's last line stands below the first letter of its first.
 */
final class SourceSizes {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST_METHOD = 40;
    private static final int LONGEST_FILE = 400;

    /** The first line of a block or of a statement, but for annotations and comments. */
    private static final Pattern FIRST = Pattern.compile("( {4,})[\\w<].*");

    private static final Pattern LAST = Pattern.compile("( {4,})}");
    private static final Pattern TYPE =
            Pattern.compile("[^(=]*\\b(?:class|record|interface|enum)\\b.*");
    private static final String TEXT_BLOCK = "\"\"\"";

    private SourceSizes() {}

    /**
     * Measures every source of the module.
     *
     * @throws AssertionError when one is too long
     */
    static void check() {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                tooLong(Files.readAllLines(file)).forEach(line -> found.add(file + ": " + line));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }

    /** {@return what is too long in the source of one class} */
    static List<String> tooLong(List<String> lines) {
        List<String> found = new ArrayList<>();
        if (lines.size() > LONGEST_FILE) {
            found.add(lines.size() + " lines");
        }
        Map<Integer, Integer> first = new HashMap<>();
        boolean inText = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean turns = line.split(TEXT_BLOCK, -1).length % 2 == 0;
            Matcher begins = FIRST.matcher(line);
            Matcher ends = LAST.matcher(line);
            if (!inText && begins.matches()) {
                first.put(begins.group(1).length(), i);
            } else if (!inText && ends.matches()) {
                int from = first.getOrDefault(ends.group(1).length(), i);
                int length = i - brace(lines, from) + 1;
                if (length > LONGEST_METHOD && !TYPE.matcher(lines.get(from)).matches()) {
                    found.add(length + " lines: " + lines.get(from).strip());
                }
            }
            inText ^= turns;
        }
        return found;
    }

    /** {@return the line that opens the block whose first line that is} */
    private static int brace(List<String> lines, int first) {
        int line = first;
        while (!lines.get(line).endsWith("{")) {
            line++;
        }
        return line;
    }
}
