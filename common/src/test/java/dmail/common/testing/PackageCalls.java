package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds what the packages of a module say of themselves to their sources: each {@code package-info}
 * has the sentence "It may call ...", which names the packages that it really uses, all of them and
 * no other. The module's top package has no such sentence, since it puts all the others together.
 */
final class PackageCalls {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String INFO = "package-info.java";

    /** For other modules, this one name is enough. */
    private static final String COMMON = "common";

    private static final Pattern SENTENCE =
            Pattern.compile("It may call ((?:\\{@code [\\w.]+}|[^.{])+)\\.");

    private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");

    private static final Pattern USE = Pattern.compile("\\bdmail((?:\\.[a-z]\\w*)+)\\.[A-Z]");

    private PackageCalls() {}

    /**
     * Compares every package below the module's top package.
     *
     * @throws AssertionError when a sentence is missing or wrong
     */
    static void check(String topPackage) {
        Path top = SOURCES.resolve(topPackage.replace('.', '/'));
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(top)) {
            List<Path> infos =
                    files.filter(file -> file.endsWith(INFO))
                            .filter(file -> !top.equals(file.getParent()))
                            .toList();
            for (Path info : infos) {
                faults.addAll(faults(info, topPackage));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private static List<String> faults(Path info, String topPackage) throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(info.resolveSibling("."))) {
            for (Path file : files.filter(PackageCalls::isSource).toList()) {
                sources.append(Files.readString(file));
            }
        }
        return faults(Files.readString(info), sources.toString(), topPackage);
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && !file.endsWith(INFO);
    }

    /**
     * {@return what is wrong with a sentence}
     *
     * @param info the text of package-info.java
     * @param sources of all types of the package
     */
    static List<String> faults(String info, String sources, String topPackage) {
        String name = packageOf(info);
        Matcher sentence = SENTENCE.matcher(info.replaceAll("\\s+\\*?\\s*", " "));
        if (!sentence.find()) {
            return List.of(name + " doesn't say what it may call");
        }
        Set<String> named = named(sentence.group(1));
        Set<String> used = used(sources, name, topPackage, named);
        List<String> faults = new ArrayList<>();
        minus(used, named).forEach(other -> faults.add(name + " calls " + other));
        minus(named, used).forEach(other -> faults.add(name + " doesn't call " + other));
        return faults;
    }

    private static String packageOf(String info) {
        Matcher line = Pattern.compile("(?m)^package ([\\w.]+);").matcher(info);
        if (!line.find()) {
            throw new AssertionError("no package in: " + info);
        }
        return line.group(1);
    }

    private static Set<String> named(String names) {
        Set<String> named = new TreeSet<>();
        NAME.matcher(names).results().forEach(found -> named.add(found.group(1)));
        return named;
    }

    private static Set<String> used(
            String sources, String name, String topPackage, Set<String> named) {
        Set<String> used = new TreeSet<>();
        USE.matcher(sources)
                .results()
                .map(found -> "dmail" + found.group(1))
                .filter(other -> !other.equals(name))
                .map(other -> shortened(other, topPackage))
                .map(other -> named.contains(COMMON) && isOf(other, COMMON) ? COMMON : other)
                .forEach(used::add);
        return used;
    }

    /** {@return a package's name as the sentences have it: without what its module begins with} */
    private static String shortened(String name, String topPackage) {
        return isOf(name, topPackage) && !name.equals(topPackage)
                ? name.substring(topPackage.length() + 1)
                : name.substring("dmail.".length());
    }

    private static boolean isOf(String name, String above) {
        return name.equals(above) || name.startsWith(above + ".");
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
