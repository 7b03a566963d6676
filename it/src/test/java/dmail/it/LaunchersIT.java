package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers find the programs and a JDK wherever they are started from. */
class LaunchersIT {
    private static final String VERSION = "4.0.0";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dsmtp", "dpop", "tellsmtp", "tellpop", "nwauth"})
    void startFromAnyFolderAndThroughALink(String program) throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("a link"), Tree.built().launcher(program));
        ProcessBuilder linked = new ProcessBuilder(link.toString(), "--version");

        Ran ran = Ran.of(linked.directory(folder.toFile()), "").succeeded();
        Files.delete(link);

        assertTrue(ran.output().contains(VERSION), ran::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsmtp", "dpop", "tellsmtp", "tellpop", "nwauth"})
    void ignoreOptionsMeantForOtherJavaPrograms(String program) throws Exception {
        ProcessBuilder launcher = version(program);
        launcher.environment().put("JAVA_TOOL_OPTIONS", "-Xms1t");
        launcher.environment().put("JDK_JAVA_OPTIONS", "--no-such-option");

        Ran ran = Ran.of(launcher, "").succeeded();

        assertTrue(ran.output().contains(VERSION), ran::toString);
        assertFalse(ran.complaints().contains("Picked up"), ran::toString);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void sayClearlyThatThereIsNoJdk(String program) throws Exception {
        Needs.root();
        Needs.programs("unshare");
        String hide =
                "for d in /usr/lib/jvm /opt; do"
                        + " [ ! -d $d ] || mount -t tmpfs none $d || exit 99; done; exec \"$0\" --version";
        ProcessBuilder launcher =
                new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        hide,
                        Tree.built().launcher(program).toString());
        launcher.environment().keySet().removeIf(name -> name.contains("JAVA"));
        launcher.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");

        Ran ran = Ran.of(launcher, "");
        Needs.that(ran.status() != 99, "no private mounts here");

        assertEquals(78, ran.status());
        assertEquals("", ran.output());
        assertTrue(ran.complaints().contains("no Java 25 is found"), ran::toString);
        assertTrue(ran.complaints().contains("Install a JDK 25"), ran::toString);
    }

    private static List<String> programs() {
        return List.of("dsmtp", "tellsmtp");
    }

    private static ProcessBuilder version(String program) {
        return new ProcessBuilder(Tree.built().launcher(program).toString(), "--version");
    }
}
