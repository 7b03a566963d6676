package dmail.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.setup.sandbox.Installation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SetupTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void explainsItself() throws Exception {
        assertEquals(ExitStatus.OK, run("--help"));
        assertTrue(out().startsWith("usage: dmsetup [-i file] [--answers file]"), out());
        assertTrue(out().lines().allMatch(line -> line.length() <= 79), out());
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertEquals(ExitStatus.OK, run("--version"));
        assertEquals("dmsetup 4.0.0\n", out());
    }

    @ParameterizedTest
    @CsvSource({
        "install, unknown command: install",
        "sandbox --dir, Missing argument for option: dir",
        "sandbox here, unknown command: sandbox here",
        "sandbox --dir a b, unknown command: sandbox b",
        "--no-such-option, Unrecognized option: --no-such-option"
    })
    void refusesOtherArguments(String arguments, String why) throws Exception {
        assertEquals(ExitStatus.USAGE, run(arguments.split(" ")));
        assertEquals("dmsetup: " + why + "; see dmsetup --help\n", err());
    }

    @Test
    void saysWhenItsSurroundingsCannotBeHad() throws Exception {
        assertEquals(ExitStatus.OS_ERROR, run("--yes"));
        assertEquals("dmsetup: no terminal today\n", err());
    }

    @Test
    void endsTheSandboxWhenAServerEnds() throws Exception {
        program("nwauth", "cat >\"$2/nwauth.txt\"");
        program("dsmtp", "echo 'x dsmtp[1]: - ready smtp=127.0.0.1:2525'; exec sleep 60");
        program("dpop", "echo 'no such luck'; exit 71");

        ExitStatus status = run("sandbox", "--dir", folder.resolve("box").toString());

        assertEquals(ExitStatus.SOFTWARE, status);
        assertTrue(err().contains("no such luck\n"), err());
        assertTrue(
                err().endsWith("dmsetup: the sandbox ends: dpop has ended with status 71\n"),
                err());
        assertEquals(
                "set ann sandbox\nset first_ann sandbox\nset second_ann sandbox\nexit\n",
                Files.readString(folder.resolve("box/nwauth.txt")));
        assertEquals("", out());
    }

    @Test
    void saysWhenNoUsersCanBeMade() throws Exception {
        program("nwauth", "exit 1");

        assertEquals(
                ExitStatus.SOFTWARE, run("sandbox", "--dir", folder.resolve("box").toString()));
        assertTrue(
                err().contains("nwauth has not made " + folder.resolve("box/nwauth.txt")), err());
    }

    private void program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private ExitStatus run(String... arguments) throws InterruptedException {
        Environment environment =
                new Environment(
                        FileSystems.getDefault(), FakeClock.atNoon(), print(out), print(err));
        ContextFactory none =
                _ -> {
                    throw new IOException("no terminal today");
                };
        return new Setup(new Installation(folder, folder), environment, none)
                .run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
