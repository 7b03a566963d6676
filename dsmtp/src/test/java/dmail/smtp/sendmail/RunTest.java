package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.smtp.submission.SubmitFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command exits with, and what it says, while no dsmtp runs. */
@Timeout(60)
final class RunTest {
    private static final String MESSAGE = "Subject: x\n\n" + "hello\n".repeat(300);

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws IOException {
        configure("");
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                folder.resolve("dmail.conf"),
                "host_domain test.example\nwork_path work\nmin_space 0\nmin_inodes 0\n" + more);
    }

    private void assertExit(ExitStatus status, String... words) {
        FakeClock clock = FakeClock.atNoon();
        Environment environment =
                new Environment(
                        FileSystems.getDefault(),
                        clock,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        Caller caller = new Caller("ann", clock.instant().atZone(ZoneOffset.UTC), new Random(1));
        byte[] message = MESSAGE.getBytes(StandardCharsets.US_ASCII);
        List<String> all =
                Stream.concat(Stream.of("-C" + folder.resolve("dmail.conf")), Stream.of(words))
                        .toList();

        int exit = new Run(environment, new ByteArrayInputStream(message), caller).of(all);

        assertEquals(status.code(), exit, this::err);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpAndVersionNeedNoConfiguration() throws IOException {
        Files.delete(folder.resolve("dmail.conf"));

        assertExit(ExitStatus.OK, "--help");
        assertTrue(out().startsWith("usage: sendmail "), out());
        assertExit(ExitStatus.OK, "--version");
        assertTrue(out().contains("\nsendmail "), out());
        assertExit(ExitStatus.OK, "-bi");
    }

    @Test
    void aWrongCommandLineIsAUsageError() {
        assertExit(ExitStatus.USAGE);

        assertEquals("sendmail: no recipients are given; -t takes those of the header\n", err());
    }

    @Test
    void aConfigurationThatIsNotThereIsNamed() throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.delete(file);

        assertExit(ExitStatus.CONFIG, "bob@b.example");
        assertEquals(
                "sendmail: "
                        + file
                        + " can't be read by this user; sendmail takes host_domain and work_path"
                        + " from it\n",
                err());
    }

    @Test
    void aConfigurationWithoutAServerIsRefused() throws IOException {
        Files.writeString(folder.resolve("dmail.conf"), "host_domain test.example\n");

        assertExit(ExitStatus.CONFIG, "bob@b.example");
        assertTrue(
                err().endsWith("sendmail: can't find dsmtp, the configuration has errors\n"),
                err());
    }

    @Test
    void mailIsLeftForAServerThatIsDown() throws IOException {
        SubmitFolder submit = SubmitFolder.in(Files.createDirectory(folder.resolve("work")));
        submit.create();

        assertExit(ExitStatus.OK, "bob@b.example");
        try (Stream<Path> left = Files.list(submit.left())) {
            assertEquals(1, left.count());
        }
        assertEquals("", err());
    }

    @Test
    void mailThatCannotBeLeftIsTriedAgainByTheCaller() {
        assertExit(ExitStatus.TEMPORARY, "bob@b.example");

        assertTrue(err().startsWith("sendmail: dsmtp does not answer: "), err());
        assertTrue(
                err().contains("\nsendmail: nothing can be left in " + folder.resolve("work")),
                err());
    }

    @Test
    void wrongAddressesAreDataErrors() {
        assertExit(ExitStatus.DATA_ERROR, "bob@@b");
        assertEquals("sendmail: not an address: bob@@b\n", err());
    }

    @Test
    void aHeaderWithoutRecipientsIsAUsageError() {
        assertExit(ExitStatus.USAGE, "-t");
        assertEquals("sendmail: the header names no recipients\n", err());
    }

    @Test
    void aMessageAboveMaxSizeIsADataError() throws IOException {
        configure("max_size 1\n");

        assertExit(ExitStatus.DATA_ERROR, "bob@b.example");
        assertTrue(err().endsWith(" octets, max_size is 1024 octets\n"), err());
    }

    @Test
    void moreRecipientsThanMaxRcptsAreADataError() throws IOException {
        configure("max_rcpts 1\n");

        assertExit(ExitStatus.DATA_ERROR, "bob@b.example", "eve@b.example");
        assertEquals("sendmail: 2 recipients are more than max_rcpts, 1\n", err());
    }

    @Test
    void verifyingIsForLaterWithoutAServer() {
        assertExit(ExitStatus.TEMPORARY, "-bv", "bob@b.example");
        assertEquals("", out());
    }

    /** What speaks SMTP to the command understands a reply only. */
    @Test
    void aProgramThatSpeaksSmtpHearsThatTheServerIsDown() {
        assertExit(ExitStatus.TEMPORARY, "-bs");

        assertEquals("421 4.3.2 dsmtp is not running; try again later\r\n", out());
    }

    @Test
    void theQueueIsUnavailableWithoutAServer() {
        assertExit(ExitStatus.UNAVAILABLE, "-bp");
        assertEquals("sendmail: dsmtp is not running\n", err());
    }
}
