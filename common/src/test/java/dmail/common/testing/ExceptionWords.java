package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks through a module's sources for exceptions of Java's that are glued to a text, which no rule
 * about calls sees: what they say of themselves is for programmers, and often nothing.
 */
final class ExceptionWords {
    private static final Path SOURCES = Path.of("src/main/java");

    /** Those of Java's whose words people would see. */
    private static final Pattern CAUGHT =
            Pattern.compile("catch \\(([\\w.| \\n]*IOException[\\w.| \\n]*?)\\s(\\w+)\\) \\{");

    private ExceptionWords() {}

    static void check() {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> found.addAll(in(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("Reason.of puts them into words: " + found);
        }
    }

    private static List<String> in(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return glued(text).stream().map(line -> file + ": " + line).toList();
    }

    /** {@return what is glued to a text in the sources of one class} */
    static List<String> glued(String text) {
        List<String> found = new ArrayList<>();
        Matcher caught = CAUGHT.matcher(text);
        while (caught.find()) {
            String block = text.substring(caught.end(), end(text, caught.end()));
            String name = caught.group(2);
            Matcher glued =
                    Pattern.compile("\\+ " + name + "\\b(?![.(])|valueOf\\(" + name + "\\)")
                            .matcher(block);
            while (glued.find()) {
                found.add(glued.group());
            }
        }
        return found;
    }

    private static int end(String text, int from) {
        int depth = 1;
        int i = from;
        while (depth > 0 && i < text.length()) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            i++;
        }
        return i;
    }
}
