package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which binding a running server gives mail, and what an administrator sees of it. */
@Timeout(120)
final class BindingDecisionIT {
    private static final String RULE = "bind_rule to *@partner.example use other\n";

    @TempDir private Path folder;
    private Site site;
    private ServerProcess dsmtp;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("one"));
        site =
                Site.in(folder)
                        .line("vdomain a /one one.example " + folder.resolve("one"))
                        .line("domain_group One vdomain a")
                        .line("domain_group One binding one")
                        .line("binding one ehlo_hostname mail.one.example")
                        .line("binding other ehlo_hostname mail.test.example")
                        .line(RULE.strip())
                        .user("bob", "secret")
                        .write();
        dsmtp = site.start("dsmtp");
        var _ = dsmtp.await(" ready ");
        ask("suspend");
    }

    @AfterEach
    void stop() {
        dsmtp.close();
    }

    private String ask(String... words) throws Exception {
        return Ran.of(site.program("tellsmtp", words), "").succeeded().output();
    }

    /** Outgoing mail is suspended, so it waits in the queue. */
    private void send(String from, String to) throws Exception {
        try (SmtpClient client = SmtpClient.connect(dsmtp.addresses().first("smtp"))) {
            client.command("EHLO client.example");
            byte[] text =
                    "Subject: lunch\r\n\r\nOn Friday?\r\n".getBytes(StandardCharsets.US_ASCII);
            assertEquals(250, client.send(from, List.of(to), text).code());
        }
        var _ = dsmtp.await("deferred to=" + to);
    }

    private void assertQueued(String to, String binding) throws Exception {
        assertTrue(
                ask("-j", "queue", to).contains("\"binding\":\"" + binding + "\""),
                () -> to + " by " + binding);
    }

    @Test
    void mailIsQueuedByTheBindingThatWhyNames() throws Exception {
        send("amy@one.example", "x@far.example");
        send("amy@one.example", "x@partner.example");
        send("bob@test.example", "y@far.example");

        assertQueued("x@far.example", "one");
        assertQueued("x@partner.example", "other");
        assertQueued("y@far.example", "default");
        String why = ask("why", "amy@one.example", "x@far.example");
        assertTrue(why.startsWith("rule: domain_group One\nbinding: one\n"), why);
        assertTrue(why.contains("ehlo_hostname mail.one.example  (" + site.conf() + ":"), why);
        assertTrue(
                ask("-j", "why", "bob@test.example", "x@partner.example", "127.0.0.1")
                        .contains("\"binding\":\"other\""));
    }

    @Test
    void b25_bi34_bi2_mailOfAChangedBindingMovesOnReloadAndByRebind() throws Exception {
        send("bob@test.example", "x@partner.example");
        String lines = Files.readString(site.conf());

        Files.writeString(site.conf(), lines.replace(RULE, RULE.replace("other", "one")));
        assertTrue(ask("reload").contains("0 messages re-bound\n"));
        assertQueued("x@partner.example", "other");
        assertTrue(ask("rebind", "other", "--dry-run").contains("1 message would be re-bound"));
        assertTrue(ask("-j", "rebind", "all").contains("\"messages\":1"));
        assertQueued("x@partner.example", "one");

        Files.writeString(
                site.conf(),
                lines.replace(RULE, "")
                        .replace("binding one ehlo", "binding two ehlo")
                        .replace("domain_group One binding one", "domain_group One binding two"));
        assertTrue(ask("-j", "reload").contains("\"rebound\":1"));
        Files.writeString(site.conf(), lines.replace("use other", "use nobody"));
        assertEquals(78, Ran.of(site.program("tellsmtp", "reload"), "").status());
        assertTrue(ask("why", "amy@one.example", "x@far.example").contains("\nbinding: two\n"));
    }

    @Test
    void momN18_withoutABindingClientsTryAgainLater() throws Exception {
        Files.writeString(site.conf(), Files.readString(site.conf()) + "default_binding none\n");
        ask("reload");

        try (SmtpClient client = SmtpClient.connect(dsmtp.addresses().first("smtp"))) {
            client.command("EHLO client.example");
            client.command("MAIL FROM:<bob@test.example>");
            assertEquals(451, client.command("RCPT TO:<x@far.example>").code());
            assertEquals(250, client.command("RCPT TO:<x@partner.example>").code());
            assertEquals(250, client.command("RCPT TO:<bob@test.example>").code());
        }
    }

    @Test
    void bi3_theLinesOfAnOptionAreShownAndTheFileCanBeLoaded() throws Exception {
        assertTrue(
                ask("config", "eval", "binding", "one", "domain", "far.example", "ehlo_hostname")
                        .startsWith("ehlo_hostname mail.one.example  (" + site.conf() + ":"));
        assertEquals(
                65,
                Ran.of(site.program("tellsmtp", "config", "get", "ehlo_hostname"), "").status());
        Path shown = folder.resolve("shown.conf");
        Files.writeString(shown, ask("config", "show"));
        assertTrue(Files.readString(shown).contains("\nbinding one ehlo_hostname mail.one"));
    }
}
