package dmail.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for those who read the code name types, and methods of them; each of them is there. */
final class ArchitecturePageTest {
    private static final Path TOP = Path.of("..");

    /** Words of several capitals are types wherever they stand, others where they stand as code. */
    private static final Pattern TYPE =
            Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b|`([A-Z][a-z]+)`");

    /** In brackets after the type that has it. */
    private static final Pattern METHOD =
            Pattern.compile("\\b([A-Z][a-z]+(?:[A-Z][a-z]+)*)`? \\(([a-z][A-Za-z]*)\\)");

    private static final List<String> PAGES = List.of("architecture.md", "HACKING.md");

    /** Of Java's own, and of Maven's. */
    private static final Set<String> OTHERS = Set.of("Optional", "DskipTests");

    @Test
    void eachTypeThatThePagesNameIsInTheTree() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String page : PAGES) {
            TYPE.matcher(text(page)).results().map(ArchitecturePageTest::name).forEach(named::add);
        }
        named.removeAll(OTHERS);
        assertTrue(named.size() > 50, "few types are found: " + named);

        named.removeAll(types());
        assertEquals(Set.of(), named);
    }

    @Test
    void eachMethodThatThePagesNameIsInItsType() throws IOException {
        Set<String> named = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        List<Path> sources = sources();
        for (String page : PAGES) {
            METHOD.matcher(text(page))
                    .results()
                    .forEach(found -> {
                        named.add(found.group());
                        if (sources.stream()
                                .noneMatch(file -> has(file, found.group(1), found.group(2)))) {
                            missing.add(found.group());
                        }
                    });
        }
        assertTrue(named.size() > 10, "few methods are found: " + named);
        assertEquals(Set.of(), missing);
    }

    private static boolean has(Path file, String type, String method) {
        return file.endsWith(type + ".java")
                && Pattern.compile("\\b" + method + "\\(").matcher(read(file)).find();
    }

    private static String text(String page) {
        return read(TOP.resolve("etc/doc").resolve(page));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(MatchResult found) {
        return found.group(1) == null ? found.group() : found.group(1);
    }

    private static Set<String> types() throws IOException {
        return sources().stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(TOP)) {
            return modules.flatMap(ArchitecturePageTest::sources).toList();
        }
    }

    private static Stream<Path> sources(Path module) {
        return Stream.of("src/main/java", "src/test/java")
                .map(module::resolve)
                .filter(Files::isDirectory)
                .flatMap(ArchitecturePageTest::walk)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
