package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.smtp.submission.SubmitFolder;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says to dsmtp, and what it makes of the answers; dsmtp's part is played. */
@Timeout(60)
final class ServerAnswersTest {
    /** Closes the connection instead of an answer. */
    private static final String HANG_UP = "";

    @TempDir private Path folder;
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private SubmitFolder submit;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(
                folder.resolve("dmail.conf"),
                "host_domain test.example\nwork_path work\nmin_space 0\nmin_inodes 0\n");
        submit = SubmitFolder.in(Files.createDirectory(folder.resolve("work")));
        submit.create();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(submit.socket()));
        Thread _ = Thread.ofPlatform().daemon().name("server").start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                talk(Channels.newInputStream(client), Channels.newOutputStream(client));
            } catch (IOException _) {
                // The command has had enough, or the test is over.
            }
        }
    }

    private void talk(InputStream in, OutputStream to) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        String line = "GREETING";
        while (line != null) {
            heard.add(utf8(line));
            String answer = answers.getOrDefault(line.split(" ", 2)[0], "250 2.0.0 good");
            if (answer.equals(HANG_UP)) {
                return;
            }
            if (line.startsWith("BDAT ")) {
                lines.skip(Long.parseLong(line.split(" ", -1)[1]));
            }
            to.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            line = lines.readLine();
        }
    }

    /** Lines come as one character an octet, so that chunks can be counted. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private int sendmail(String input, String... words) {
        FakeClock clock = FakeClock.atNoon();
        Environment environment =
                new Environment(
                        FileSystems.getDefault(),
                        clock,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        Caller caller = new Caller("carol", clock.instant().atZone(ZoneOffset.UTC), new Random(1));
        List<String> all =
                Stream.concat(Stream.of("-C" + folder.resolve("dmail.conf")), Stream.of(words))
                        .toList();
        return new Run(
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        caller)
                .of(all);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private long left() throws IOException {
        try (Stream<Path> files = Files.list(submit.left())) {
            return files.count();
        }
    }

    /** {@return the first command that begins so, less the size of the message} */
    private String said(String verb) {
        return heard.stream()
                .filter(line -> line.startsWith(verb))
                .findFirst()
                .orElse("nothing")
                .replaceFirst(" SIZE=[0-9]+", "");
    }

    /** RFC 3461: NOTIFY, RET and ENVID. */
    @Test
    void wishesForReportsReachTheServer() {
        assertEquals(
                0,
                sendmail("x\n", "-N", "success,delay", "-R", "hdrs", "-V", "QQ1", "ann"),
                this::err);

        assertEquals("MAIL FROM:<carol@test.example> RET=HDRS ENVID=QQ1", said("MAIL"));
        assertEquals("RCPT TO:<ann@test.example> NOTIFY=SUCCESS,DELAY", said("RCPT"));
    }

    @Test
    void asksForNothingThatTheMessageDoesNotNeed() {
        assertEquals(0, sendmail("Subject: x\n\nhello\n", "ann"), this::err);

        assertEquals("MAIL FROM:<carol@test.example>", said("MAIL"));
        assertEquals("RCPT TO:<ann@test.example>", said("RCPT"));
    }

    /** RFC 6152. */
    @ParameterizedTest
    @ValueSource(strings = {"Subject: x\n\n\u00e4\n", "Subject: \u00e4\n\nx\n"})
    void octetsAbove127AreAnnounced(String message) {
        assertEquals(0, sendmail(message, "ann"), this::err);

        assertEquals("MAIL FROM:<carol@test.example> BODY=8BITMIME", said("MAIL"));
    }

    /** RFC 6531. */
    @ParameterizedTest
    @CsvSource({"carol@test.example, j\u00f6@b.example", "j\u00f6@test.example, ann@b.example"})
    void internationalAddressesAreAnnounced(String sender, String recipient) {
        assertEquals(0, sendmail("Subject: x\nFrom: c@d.example\n\nx\n", "-f", sender, recipient));

        assertEquals("MAIL FROM:<" + sender + "> SMTPUTF8", said("MAIL"));
        assertEquals("RCPT TO:<" + recipient + ">", said("RCPT"));
    }

    @Test
    void theNullSenderIsAPairOfBrackets() {
        assertEquals(0, sendmail("Subject: x\n\nx\n", "-f", "<>", "ann"), this::err);

        assertEquals("MAIL FROM:<>", said("MAIL"));
    }

    @Test
    void aRecipientGivenTwiceIsNamedOnce() {
        assertEquals(0, sendmail("To: ann\n\nx\n", "-t", "ann", "ann@test.example"), this::err);

        assertEquals(1, heard.stream().filter(line -> line.startsWith("RCPT")).count());
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 not you, 69",
        "MAIL, 552 5.3.4 too large, 65",
        "RCPT, 550 5.1.1 no such user, 67",
        "RCPT, 553 5.1.3 what address, 67",
        "RCPT, 550 5.7.1 not there, 69",
        "BDAT, 554 5.6.0 such a message, 69",
        "BDAT, 552 5.3.4 too large, 65"
    })
    void whatIsRefusedForGoodIsNotLeft(String verb, String answer, int status) throws IOException {
        answers.put(verb, answer);

        assertEquals(status, sendmail("x\n", "ann"), this::err);
        String about = verb.equals("RCPT") ? "ann@test.example: " : "";
        assertEquals("sendmail: " + about + answer + "\n", err());
        assertEquals(0, left());
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 4.3.2 full",
        "EHLO, 421 4.3.2 stopping",
        "MAIL, 452 4.3.1 disk full",
        "RCPT, 451 4.3.0 later",
        "BDAT, 451 4.3.0 later",
        "GREETING, hm",
        "GREETING, ''",
        "EHLO, ''",
        "RCPT, ''",
        "BDAT, ''"
    })
    void whatTheServerCannotTakeNowIsLeftForIt(String verb, String answer) throws IOException {
        answers.put(verb, answer);

        assertEquals(0, sendmail("x\n", "ann"), this::err);
        assertEquals("", err());
        assertEquals(1, left());
    }

    @Test
    void aReplyWithoutEndIsNotWaitedFor() throws IOException {
        answers.put("EHLO", "2".repeat(10_000));

        assertEquals(0, sendmail("x\n", "ann"), this::err);
        assertEquals(1, left());
    }

    @Test
    void aReplyOfSeveralLinesIsTheLastOfThem() {
        answers.put("EHLO", "250-here\r\n250-SIZE\r\n250 DSN");
        answers.put("RCPT", "550-5.1.1 no\r\n550 5.1.1 such user");

        assertEquals(67, sendmail("x\n", "ann"));
        assertEquals("sendmail: ann@test.example: 550 5.1.1 such user\n", err());
    }

    @Test
    void nothingIsLeftWhereTheFolderIsGone() throws IOException {
        answers.put("MAIL", "451 4.3.0 later");
        Files.delete(submit.left());

        assertEquals(75, sendmail("x\n", "ann"));
        assertTrue(err().startsWith("sendmail: dsmtp does not answer: 451 4.3.0 later\n"), err());
    }

    @ParameterizedTest
    @CsvSource({"451 4.3.0 later, 75", "550 5.7.1 not there, 69", "550 5.1.1 no user, 67"})
    void verifyingTellsTheAnswer(String answer, int status) {
        answers.put("RCPT", answer);

        assertEquals(status, sendmail("", "-bv", "ann"), this::err);
        assertEquals("ann@test.example: " + answer + "\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void verifyingNeedsAnAddress() {
        assertEquals(65, sendmail("", "-bv", "a@@b"));
        assertEquals("sendmail: not an address: a@@b\n", err());
        assertEquals(List.of(), heard);
    }

    @Test
    void aWrongSenderIsADataError() {
        assertEquals(65, sendmail("x\n", "-f", "a@@b", "ann"));
        assertEquals("sendmail: not a sender's address: a@@b\n", err());
    }

    @Test
    void recipientsWithoutAnyAddressAreAUsageError() {
        assertEquals(64, sendmail("x\n", ","));
        assertEquals("sendmail: no address is among the recipients\n", err());
    }

    /** RFC 3461 section 4.4: a blank would begin another parameter, a line end another command. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\u00e4", "a\r\nRSET", "a=b", "a+", "a+2b"})
    void anEnvelopeIdThatIsNoXtextIsAUsageError(String id) {
        assertEquals(64, sendmail("x\n", "-V", id, "ann"));

        assertEquals("sendmail: -V takes an envelope id in xtext (RFC 3461)\n", err());
        assertEquals(List.of(), heard);
    }

    @Test
    void anEnvelopeIdInXtextIsPassedOnAsItIs() {
        assertEquals(0, sendmail("x\n", "-V", "a+2Bb+3D", "ann"), this::err);

        assertEquals("MAIL FROM:<carol@test.example> ENVID=a+2Bb+3D", said("MAIL"));
    }
}
