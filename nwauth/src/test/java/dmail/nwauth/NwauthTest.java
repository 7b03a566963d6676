package dmail.nwauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NwauthTest {
    private static final String RIGHT = "+OK bob config 0";

    @TempDir Path folder;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private ExitStatus status = ExitStatus.SOFTWARE;

    /** The examples of the manual pages are what really is said. */
    @Test
    void saysWhatItsManualPageSays() throws IOException {
        replay("nwauth.1");
    }

    @Test
    void saysWhatThePageOfTheProtocolSays() throws IOException {
        ask("set acme_fred secret fwd=\"fred@home.example\"");
        replay("dmail-authent.7");
    }

    private void replay(String page) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../man").resolve(page));
        String requests = dialogue(lines, "C: ");
        assertFalse(requests.isEmpty());
        assertEquals(dialogue(lines, "S: "), ask(requests));
    }

    private static String dialogue(List<String> lines, String who) {
        return lines.stream()
                .filter(line -> line.startsWith(who))
                .map(line -> line.substring(who.length()))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "foo",
                "CHECK bob secret",
                "check",
                "check bob",
                "lookup",
                "set",
                "set bob",
                "set bob secret fwd=a",
                "set bob secret fwd=\"a",
                "del",
                "search x -from",
                "search x -from y",
                "search x y",
                "search x -max -1"
            })
    void refusesLinesThatMakeNoSense(String line) throws IOException {
        assertTrue(ask(line).startsWith("-ERR "), line);
        assertFalse(Files.exists(folder.resolve("nwauth.txt")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../bob",
                "a/b",
                "a\\b",
                ".bob",
                "-bob",
                "#bob",
                "a..b",
                "a:b",
                "a\"b",
                "a@b@c",
                "j\u00f6rg",
                "a\u0001b"
            })
    void refusesNamesThatAreNone(String name) throws IOException {
        assertEquals("-ERR " + name + " is not a valid user name", ask("set " + name + " secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "-allowats,                  a@b@c",
        "-allowhighascii,            j\u00f6rg",
    })
    void takesSuchNamesWhenToldTo(String option, String name) throws IOException {
        run("set " + name + " secret\n", option);
        assertEquals("+OK " + name + " config 0", ask("lookup " + name));
    }

    @ParameterizedTest
    @CsvSource({
        "-badchar,           b%c,   false",
        "-badchar,           b@c%d, false",
        "-badchar_localpart, b%c,   false",
        "-badchar_localpart, b@c%d, true",
    })
    void refusesCharactersThatItIsToldAreBad(String option, String name, boolean taken)
            throws IOException {
        String reply = run("set " + name + " secret\n", option, "%");
        assertEquals(taken, reply.startsWith("+OK"), reply);
    }

    @Test
    void keepsCommentsOrderAndLinesItDoesNotUnderstand() throws IOException {
        Path file = folder.resolve("nwauth.txt");
        Files.writeString(file, "# staff\nbob:*:\n\nwhat is this\njoe:*:quota=\"5\"\n# end\n");

        ask("set joe (NULL) quota=\"6\"\nset eve (NULL)\ndel bob");

        assertEquals("# staff\n\nwhat is this\njoe:*:quota=\"6\"\n# end\n", Files.readString(file));
    }

    @Test
    void makesTheFileForItsOwnerOnly() throws IOException {
        ask("set bob secret");

        Path file = folder.resolve("nwauth.txt");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains("secret"));
    }

    @Test
    void changesWhatALinkPointsTo() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("users");
        Files.createFile(real);
        Files.createSymbolicLink(folder.resolve("nwauth.txt"), real);

        ask("set bob secret");

        assertTrue(Files.isSymbolicLink(folder.resolve("nwauth.txt")));
        assertTrue(Files.readString(real).startsWith("bob:{SCRAM-SHA-256}"));
    }

    @Test
    void seesWhatAnotherProgramChanged() throws IOException {
        ask("set bob secret");
        assertEquals(RIGHT, ask("check bob secret"));

        ask("set bob changed");

        assertTrue(ask("check bob secret").startsWith("-ERR"));
        assertEquals(RIGHT, ask("check bob changed"));
    }

    @Test
    void losesNoChangeWhenManyAreMadeAtOnce() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService programs = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 20; i++) {
                String request = "set user" + i + " secret";
                answers.add(programs.submit(() -> ask(request)));
            }
        }
        for (Future<String> answer : answers) {
            assertTrue(answer.get().startsWith("+OK"), answer.get());
        }
        assertTrue(ask("search *").endsWith("20 items found out of 20"));
    }

    @Test
    void passesOnPasswordsThatAreNoUtf8() throws IOException {
        byte[] octets = "set bob x\nset eve x\n".getBytes(StandardCharsets.ISO_8859_1);
        octets[8] = (byte) 0xe9;
        octets[18] = (byte) 0xe8;
        run(octets);
        byte[] check = "check bob x\n".getBytes(StandardCharsets.ISO_8859_1);
        check[10] = (byte) 0xe9;

        assertEquals(RIGHT, run(check));
        check[10] = (byte) 0xe8;
        assertTrue(run(check).startsWith("-ERR"));
    }

    @Test
    void changesNothingWhenReadOnly() throws IOException {
        assertEquals("-ERR the database is read only", run("set bob secret\n", "-readonly"));
        assertEquals("-ERR the database is read only", run("del bob\n", "-readonly"));
    }

    @Test
    void tellsADeadDataBaseFromAnUnknownUser() throws IOException {
        assertEquals("-DEAD the users file cannot be read", ask("lookup bob"));
    }

    @Test
    void tellsWhereADropFileIs() throws IOException {
        ask("set fred secret");
        assertEquals(
                "+OK fred /spool/a/n/fred 0", run("lookup fred\n", "drop_path", "2", "/spool"));
        assertEquals("+OK fred /spool/fred 0", run("lookup fred\n", "drop_path", "0", "/spool"));
    }

    @Test
    void takesOneRequestFromItsCommandLine() throws IOException {
        assertEquals("+OK bob added to database", run("", "-set", "bob", "secret", "quota=\"5\""));
        assertEquals("+OK bob config 0 quota=\"5\"", run("", "-check", "bob", "secret"));
        assertEquals(ExitStatus.OK, status);
        assertEquals("-ERR joe does not exist", run("", "-lookup", "joe"));
        assertEquals(ExitStatus.NO_USER, status);
        assertTrue(run("", "-search", "bo", "-max", "1").startsWith("+DATA bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-logpass", "-generate 5", "-sleep 1 2", "-path", "-what", "drop_path 3 /"})
    void refusesACommandLineThatMakesNoSense(String options) throws IOException {
        assertEquals("", run("", options.split(" ")));
        assertEquals(ExitStatus.USAGE, status);
        assertTrue(errors.toString(StandardCharsets.UTF_8).contains("usage: nwauth"));
    }

    @Test
    void saysWhatItNoLongerDoes() throws IOException {
        run("exit\n", "-log", "-size", "100");
        assertEquals(
                """
                nwauth: -log has no effect: errors are written to standard error
                nwauth: -size has no effect: there is no file of changes
                """,
                errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void refusesALineThatIsTooLongAndGoesOn() throws IOException {
        String reply = ask("lookup " + "x".repeat(Nwauth.LONGEST_REQUEST) + "\nversion");
        assertEquals("-ERR unknown command, help lists those known\n+OK NWAuth 4.0.0", reply);
    }

    @Test
    void answersTroubleOfItsOwnInItsProtocol() throws IOException {
        Files.createDirectory(folder.resolve("nwauth.txt"));

        assertTrue(ask("search x").startsWith("-DEAD the database cannot be read: "));
        assertTrue(run("", "-set", "bob", "x").startsWith("-DEAD the database cannot be written"));
        assertEquals(ExitStatus.TEMPORARY, status);
        assertEquals("-DEAD the users file cannot be read", ask("lookup bob"));
    }

    @Test
    void listsInPartsWithoutNamesThatStandThereTwice() throws IOException {
        Files.writeString(
                folder.resolve("nwauth.txt"), "\ufeffann:*:\r\nbob:*:\r\nANN:x:\r\ncarl:*");

        assertEquals(
                "+DATA bob\n+DATA carl\n+OK Search Complete 2 items found out of 3",
                ask("search * -from 2 -max 5"));
        assertEquals(
                "+DATA ann\n+OK Search Complete 1 items found out of 3", ask("search * -max 1"));
        ask("set dora (NULL)\nset dora x\ndel ann");
        String left = Files.readString(folder.resolve("nwauth.txt"));
        assertTrue(left.startsWith("bob:*:\r\ncarl:*\ndora:{SCRAM-SHA-256}"), left);
    }

    private String ask(String requests) throws IOException {
        return run(requests + "\n");
    }

    private String run(String requests, String... options) throws IOException {
        return run(requests.getBytes(StandardCharsets.UTF_8), options);
    }

    private String run(byte[] requests, String... options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Nwauth program =
                new Nwauth(
                        folder,
                        new ByteArrayInputStream(requests),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        new Random(1));
        ExitStatus ended = program.run(List.of(options));
        synchronized (this) {
            status = ended;
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
