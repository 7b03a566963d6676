package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Program;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The filter for fail2ban finds guessers and would-be relayers in real logs, and nobody else. */
@Timeout(120)
class BanIT {
    private static final Path FILTER = Path.of("..", "etc", "package", "fail2ban-filter.conf");

    private static final byte[] MESSAGE =
            "Subject: ban\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @Test
    void theFilterFindsThoseWhoAreRefused() throws Exception {
        Needs.that(Program.find("fail2ban-regex").isPresent(), "not installed: fail2ban");
        Site site = Site.in(folder).line("forward_from_ip 192.0.2.1").user("ann", "right").write();
        try (Suite suite = Suite.start(site)) {
            beRefused(suite);
            beWelcome(site, suite);
            assertTrue(suite.stop());

            assertEquals(2, found(suite.dpop()));
            assertEquals(3, found(suite.dsmtp()));
        }
    }

    /** A link-local client, whose address has the name of a network for this host only. */
    @Test
    void aLineNamesTheAddressAlone() throws Exception {
        Needs.that(Program.find("fail2ban-regex").isPresent(), "not installed: fail2ban");
        String line =
                "2026-11-29T12:00:00.000Z a.example dpop[7]: 1A auth failed"
                        + " client=fe80:0:0:0:0:0:0:53 user=ann reason=wrong\n";
        assertEquals(List.of("fe80::53"), addresses(line));
    }

    private static void beRefused(Suite suite) throws Exception {
        assertThrows(PopClient.Refused.class, () -> PopClient.login(suite.pop(), "ann", "wrong"));
        assertThrows(
                PopClient.Refused.class,
                () -> PopClient.login(suite.pop(), "x\"client=192.0.2.9", "wrong"));
        try (SmtpClient client = SmtpClient.connect(suite.smtp())) {
            assertEquals(250, client.command("MAIL FROM:<a@b.example>").code());
            for (String to :
                    List.of(
                            "x@elsewhere.example",
                            "\"a from=<> client=192.0.2.9 reply=550\"@elsewhere.example",
                            "\"client=192.0.2.9 reply=\\\"550 5.7.1 \"@elsewhere.example")) {
                assertEquals(550, client.command("RCPT TO:<" + to + ">").code(), to);
            }
        }
    }

    private static void beWelcome(Site site, Suite suite) throws Exception {
        try (SmtpClient client = SmtpClient.connect(suite.smtp())) {
            assertEquals(
                    550,
                    client.command("MAIL FROM:<>").code() == 250
                            ? client.command("RCPT TO:<nobody@" + Site.DOMAIN + ">").code()
                            : 0);
            client.command("RSET");
            assertEquals(
                    250, client.send("a@b.example", List.of("ann@" + Site.DOMAIN), MESSAGE).code());
        }
        Arrivals.await(site.drop("ann"), 1);
        try (PopClient client = PopClient.login(suite.pop(), "ann", "right")) {
            assertEquals(1, client.count());
            client.quit();
        }
    }

    /** Each of them the loopback address, whatever else its line talks of. */
    private int found(ServerProcess server) throws IOException, InterruptedException {
        List<String> addresses = addresses(server.text() + "\n");
        addresses.forEach(address -> assertEquals("127.0.0.1", address));
        return addresses.size();
    }

    private List<String> addresses(String text) throws IOException, InterruptedException {
        Path log = Files.writeString(folder.resolve("log"), text);
        Ran ran =
                Ran.of(
                                List.of(
                                        "fail2ban-regex",
                                        "--print-all-matched",
                                        "-o",
                                        "ip",
                                        log.toString(),
                                        FILTER.toAbsolutePath().normalize().toString()))
                        .succeeded();
        return ran.output().lines().filter(line -> !line.isBlank()).toList();
    }
}
