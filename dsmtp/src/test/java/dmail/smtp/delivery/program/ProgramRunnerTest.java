package dmail.smtp.delivery.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.address.EmailAddress;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.ReversePath;
import dmail.smtp.routing.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ProgramRunnerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private Duration timeout = Duration.ofSeconds(30);

    @Test
    void aProgramReadsTheMessageAsAMailboxWouldHoldIt() throws Exception {
        Path robot = script("cat >'" + folder + "/read'");

        assertInstanceOf(
                Outcome.Delivered.class,
                run(robot.toString(), "eve@b.example", "Subject: x\r\n\r\nFrom here\r\n.\r\n"));
        assertEquals(
                """
                From eve@b.example Sat Nov 21 12:00:00 2026
                Return-Path: <eve@b.example>
                Subject: x

                From here
                .
                """,
                Files.readString(folder.resolve("read")));
    }

    @Test
    void aLargeMessageThatIsNotReadIsDelivered() throws Exception {
        assertInstanceOf(Outcome.Delivered.class, run("/bin/true", "", "x\r\n".repeat(1_000_000)));
    }

    @Test
    void wordsGoToTheProgramWithoutAShell() throws Exception {
        Path robot = script("for word; do echo \"[$word]\"; done >'" + folder + "/words'");

        run(robot + " one \"two words\" 'three  words' ~x", "", "");
        assertEquals(
                List.of("[one]", "[two words]", "[three  words]", "[~x]"),
                Files.readAllLines(folder.resolve("words")));
    }

    @Test
    void aCommandOfTheShellsGetsOne() throws Exception {
        run(
                "cd " + folder + " && echo \"$LOCAL at $DOMAIN from $SENDER\" >env",
                "a`b@c.example",
                "");

        assertEquals(
                "bob_reboot_ at a.example from a_b@c.example\n",
                Files.readString(folder.resolve("env")));
    }

    @Test
    void nothingOfOurEnvironmentIsHandedOn() throws Exception {
        run("/usr/bin/env >" + folder + "/env", "", "");

        List<String> names =
                Files.readAllLines(folder.resolve("env")).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .filter(name -> !List.of("_", "PWD", "OLDPWD", "SHLVL").contains(name))
                        .sorted()
                        .toList();
        assertEquals(List.of("DOMAIN", "LOCAL", "PATH", "RECIPIENT", "SENDER", "SHELL"), names);
    }

    @ParameterizedTest
    @CsvSource({
        "65, 5.6.0, can't read such a message",
        "67, 5.1.1, no such user",
        "69, 5.3.0, refuses the message",
        "77, 5.7.0, may not take the message",
        "75, 4.3.0, asks for another try",
        "73, 4.2.0, can't make a file",
        "127, 4.3.5, is not found",
        "1, 4.3.0, ended with an error",
        "137, 4.3.0, ended with an error"
    })
    void exitCodesAreSysexits(int code, String status, String text) throws Exception {
        Path robot = script("echo \"so  $RECIPIENT\"; echo two >&2; exit " + code);

        Outcome outcome = run(robot.toString(), "", "hello\r\n");

        DeliveryStatus why =
                switch (outcome) {
                    case Outcome.Refused(var refusal) -> refusal;
                    case Outcome.Deferred(var trouble) -> trouble;
                    case Outcome.Delivered() -> throw new AssertionError("delivered");
                };
        assertEquals(status, why.status().toString());
        assertEquals(status.startsWith("5"), outcome instanceof Outcome.Refused);
        assertEquals(
                "program robot " + text + " (exit code " + code + "): so bob_reboot_@a.example two",
                why.text());
    }

    @Test
    void aCommandOfTheShellsIsCalledByItsOwnName() {
        Outcome.Refused refused =
                assertInstanceOf(Outcome.Refused.class, run("/bin/echo so; exit 67", "", ""));

        assertEquals("program echo no such user (exit code 67): so", refused.why().text());
    }

    @Test
    void muchTalkIsCutAndMadePlain() throws Exception {
        Path robot = script("printf '\\033[2J%02000d' 7; exit 1");

        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, run(robot.toString(), "", ""));
        String text = deferred.why().text();
        assertTrue(text.length() < 600, text);
        assertFalse(text.contains("\033"), text);
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithItsChildren() throws Exception {
        timeout = Duration.ofMillis(300);
        Path robot = script("sleep 1000 & echo $! >'" + folder + "/pid'; wait");

        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, run(robot.toString(), "", ""));

        assertEquals("program robot has not ended in 0 s", deferred.why().text());
        long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
    }

    @Test
    void aChildThatHoldsTheOutputOpenHoldsNobodyUp() throws Exception {
        Path robot = script("sleep 20 & exit 0");

        assertInstanceOf(Outcome.Delivered.class, run(robot.toString(), "", ""));
    }

    @Test
    void whatCannotBeRunIsOurTrouble() {
        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, run(folder + "/nothing", "", "hello\r\n"));

        assertEquals("4.3.0", deferred.why().status().toString());
        assertEquals("a program cannot be run", deferred.why().text());
        assertTrue(log.lines().toString().contains("cannot run program"));
    }

    @Test
    void withoutTheRightsOfRootNoProgramOfAUserRuns() {
        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, runAs(false, "sue", "/bin/true"));

        assertEquals("4.3.5", deferred.why().status().toString());
    }

    @Test
    void aProgramOfAUserRunsInItsHome() throws Exception {
        assumeTrue(isRoot(), "only root can hand its rights away");
        Path home = Path.of(System.getProperty("user.home"));

        assertInstanceOf(
                Outcome.Delivered.class,
                runAs(
                        true,
                        "root",
                        "test \"$PWD $HOME $USER $LOGNAME\" = '" + expected(home) + "'"));
    }

    @Test
    void aUserWithoutAHomeIsTriedAgain() {
        assumeTrue(isRoot(), "only root can hand its rights away");

        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, runAs(true, "no.such.user", "/bin/true"));

        assertTrue(deferred.why().text().startsWith("program true "), deferred.why().text());
    }

    @Test
    void aNameThatAShellCouldTakeForMoreRunsNothing() {
        Outcome.Deferred deferred =
                assertInstanceOf(Outcome.Deferred.class, runAs(true, "sue;reboot", "/bin/true"));

        assertEquals("4.3.5", deferred.why().status().toString());
        assertFalse(log.lines().toString().contains("cannot run"));
    }

    private static String expected(Path home) {
        return home + " " + home + " root root";
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Outcome runAs(boolean root, String user, String command) {
        return runner(root)
                .deliver(new Destination.Program(command, user), recipient(), copy("", ""));
    }

    private ProgramRunner runner(boolean root) {
        return new ProgramRunner(
                () -> new ProgramSettings(timeout, "nobody"), root, ZoneOffset.UTC, log);
    }

    private Outcome run(String command, String sender, String body) {
        return runner(false)
                .deliver(new Destination.Program(command, ""), recipient(), copy(sender, body));
    }

    private static EmailAddress recipient() {
        return EmailAddress.parse("bob`reboot`@a.example").orElseThrow();
    }

    private static MailboxCopy copy(String sender, String body) {
        return new MailboxCopy(
                new QueueIds(() -> NOON, new Random(1)).next(),
                ReversePath.parse(sender).orElseThrow(),
                NOON,
                MemoryBody.of(body.getBytes(StandardCharsets.US_ASCII)),
                false);
    }

    private Path script(String text) throws IOException {
        Path file = folder.resolve("robot");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
