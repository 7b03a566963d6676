package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.Dots;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A public corpus goes in by real clients and comes out by real clients, octet for octet. */
class CorpusIT {
    private static final String FROM = "sender@client.example";

    @TempDir private static Path folder;
    private static Map<String, byte[]> corpus;
    private static Suite suite;

    @BeforeAll
    static void sendsTheCorpus() throws Exception {
        Needs.programs("curl", "swaks");
        corpus = Corpus.messages();
        Site site = Site.in(folder.resolve("site"));
        site.user("ann", "secret").user("bob", "secret").write();
        suite = Suite.start(site);
        sendWithCurl("ann");
        sendWithSwaks("bob");
        Arrivals.await(site.drop("ann"), corpus.size());
        Arrivals.await(site.drop("bob"), corpus.size());
    }

    @AfterAll
    static void stops() throws Exception {
        if (suite != null) {
            try (Suite running = suite) {
                assertTrue(running.stop());
            }
        }
    }

    @Test
    void isWorthIt() {
        assertTrue(corpus.size() >= 30);
        assertTrue(corpus.values().stream().anyMatch(CorpusIT::has8Bit));
        assertTrue(corpus.values().stream().anyMatch(CorpusIT::hasLongLine));
    }

    @Test
    void comesOutByCurlAsItWentInByCurl() throws Exception {
        assertSent(collectedByCurl("ann"));
    }

    @Test
    void comesOutByCurlAsItWentInBySwaks() throws Exception {
        assertSent(collectedByCurl("bob"));
    }

    @Test
    void comesOutByFetchmail() throws Exception {
        Needs.programs("fetchmail");
        Path to = Files.createDirectories(folder.resolve("fetchmail"));
        Path rc = folder.resolve("fetchmailrc");
        Files.writeString(
                rc,
                """
                set invisible
                poll 127.0.0.1 protocol pop3 port %d
                  user bob password secret sslproto '' keep fetchall no rewrite no dropstatus
                  mda "cat >'%s'/$$"
                """
                        .formatted(suite.pop().getPort(), to));
        Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder fetchmail =
                new ProcessBuilder(
                        "fetchmail", "--nosyslog", "--bad-header=accept", "-f", rc.toString());
        fetchmail.environment().put("FETCHMAILHOME", folder.toString());
        Ran.of(fetchmail, "").succeeded();
        // It takes a From line at the head of a message for the mailbox's and drops it.
        assertSent(withCrlf(to), text -> text.replaceFirst("^From .*\r\n", ""));
    }

    @Test
    void comesOutByMpop() throws Exception {
        Needs.programs("mpop");
        Path to = folder.resolve("mpop");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(to.resolve(part));
        }
        Ran.of(
                        List.of(
                                "mpop",
                                "--host=127.0.0.1",
                                "--port=" + suite.pop().getPort(),
                                "--user=ann",
                                "--passwordeval=echo secret",
                                "--auth=user",
                                "--tls=off",
                                "--keep=on",
                                "--received-header=off",
                                "--uidls-file=" + folder.resolve("uidls"),
                                "--delivery=maildir," + to))
                .succeeded();
        assertSent(withCrlf(to.resolve("new")));
    }

    private static void assertSent(List<byte[]> collected) {
        assertSent(collected, UnaryOperator.identity());
    }

    private static void assertSent(List<byte[]> collected, UnaryOperator<String> habit) {
        assertEquals(corpus.size(), collected.size());
        List<String> received = Trace.without(collected);
        for (Map.Entry<String, byte[]> sent : corpus.entrySet()) {
            String text = habit.apply(Trace.sent(sent.getValue()));
            assertTrue(received.remove(text), () -> sent.getKey() + " changed, among " + received);
        }
    }

    private static void sendWithCurl(String user) throws Exception {
        Path outgoing = Files.createDirectories(folder.resolve("outgoing"));
        List<String> script = new ArrayList<>();
        for (byte[] message : corpus.values()) {
            Path file = Files.write(outgoing.resolve("m" + script.size()), message);
            script.add(
                    """
                    url = "smtp://127.0.0.1:%d/client.example"
                    mail-from = "%s"
                    mail-rcpt = "%s@test.example"
                    upload-file = "%s"
                    """
                            .formatted(suite.smtp().getPort(), FROM, user, file));
        }
        Path config = Files.writeString(folder.resolve("curl"), String.join("next\n", script));
        Ran.of(List.of("curl", "-sS", "--fail-early", "-K", config.toString())).succeeded();
    }

    private static void sendWithSwaks(String user) throws Exception {
        Path data = folder.resolve("swaks");
        for (byte[] message : corpus.values()) {
            // As it goes over the wire: swaks is not to touch it, only to add the last CRLF.
            Files.write(data, Dots.doubled(message));
            Files.writeString(data, ".", StandardOpenOption.APPEND);
            Ran.of(
                            List.of(
                                    "swaks",
                                    "--server=127.0.0.1:" + suite.smtp().getPort(),
                                    "--helo=client.example",
                                    "--from=" + FROM,
                                    "--to=" + user + "@test.example",
                                    "--suppress-data",
                                    "--no-data-fixup",
                                    "--data=@" + data))
                    .succeeded();
        }
    }

    private static List<byte[]> collectedByCurl(String user) throws Exception {
        Path to = Files.createDirectories(folder.resolve("curl-" + user));
        String all = "pop3://127.0.0.1:%d/[1-%d]".formatted(suite.pop().getPort(), corpus.size());
        Ran.of(List.of("curl", "-sS", "-u", user + ":secret", all, "-o", to + "/#1")).succeeded();
        return contents(to);
    }

    private static List<byte[]> contents(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** These clients keep mail with the line ends of Unix. */
    private static List<byte[]> withCrlf(Path folder) throws IOException {
        return contents(folder).stream()
                .map(octets ->
                        new String(octets, StandardCharsets.ISO_8859_1)
                                .replace("\n", "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static boolean has8Bit(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1).chars().anyMatch(c -> c > 127);
    }

    private static boolean hasLongLine(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1)
                .lines()
                .anyMatch(line -> line.length() > 998);
    }
}
