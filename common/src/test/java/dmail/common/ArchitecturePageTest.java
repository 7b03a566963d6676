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

/** The pages for those who read the code name types; each of them is there. */
final class ArchitecturePageTest {
    private static final Path TOP = Path.of("..");

    /** Words of several capitals are types wherever they stand, others where they stand as code. */
    private static final Pattern TYPE =
            Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b|`([A-Z][a-z]+)`");

    /** Of Java's own, and of Maven's. */
    private static final Set<String> OTHERS = Set.of("Optional", "DskipTests");

    @Test
    void eachTypeThatThePagesNameIsInTheTree() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String page : List.of("architecture.md", "HACKING.md")) {
            TYPE.matcher(Files.readString(TOP.resolve("etc/doc").resolve(page)))
                    .results()
                    .map(ArchitecturePageTest::name)
                    .forEach(named::add);
        }
        named.removeAll(OTHERS);
        assertTrue(named.size() > 50, "few types are found: " + named);

        named.removeAll(types());
        assertEquals(Set.of(), named);
    }

    private static String name(MatchResult found) {
        return found.group(1) == null ? found.group() : found.group(1);
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> modules = Files.list(TOP)) {
            return modules.flatMap(ArchitecturePageTest::sources).collect(Collectors.toSet());
        }
    }

    private static Stream<String> sources(Path module) {
        return Stream.of("src/main/java", "src/test/java")
                .map(module::resolve)
                .filter(Files::isDirectory)
                .flatMap(ArchitecturePageTest::walk)
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()));
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
