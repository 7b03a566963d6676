package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may send mail to others, as clients see it. */
class RelayRulesIT {
    @TempDir private Path folder;

    @Test
    void mtqN4_aPopLoginOpensTheWayForItsUser() throws Exception {
        Site site =
                Site.in(folder)
                        .line("forward_from_ip 192.0.2.1")
                        .line("forward_user bob")
                        .line("forward_window 5m")
                        .user("bob", "secret")
                        .user("carol", "secret")
                        .write();
        try (Suite suite = Suite.start(site)) {
            assertEquals(550, recipient(suite, "eve@elsewhere.example"));
            PopClient.login(suite.pop(), "carol", "secret").close();
            assertEquals(550, recipient(suite, "eve@elsewhere.example"));

            PopClient.login(suite.pop(), "bob", "secret").close();
            assertEquals(250, recipient(suite, "eve@elsewhere.example"));
        }
    }

    @Test
    void strangersFindNoWayThrough() throws Exception {
        Site site =
                Site.in(folder)
                        .line("forward_from_ip 192.0.2.1")
                        .line("forward_from friends.example")
                        .line("relay_to second.example")
                        .line("max_errors 1000")
                        .user("bob", "secret")
                        .write();
        List<String> disguises =
                List.of(
                        "eve@elsewhere.example",
                        "eve@ELSEWHERE.EXAMPLE",
                        "eve%elsewhere.example@test.example",
                        "eve%elsewhere.example@second.example",
                        "elsewhere.example!eve@test.example",
                        "elsewhere.example!eve@second.example",
                        "\"eve@elsewhere.example\"@test.example",
                        "\"eve%elsewhere.example\"@test.example",
                        "\"elsewhere.example!eve\"@test.example",
                        "@test.example:eve@elsewhere.example",
                        "@test.example,@second.example:eve@elsewhere.example",
                        "eve@[127.0.0.1]",
                        "eve@[198.51.100.1]",
                        "eve@[IPv6:2001:db8::1]",
                        "eve@second.example.elsewhere.example",
                        "eve@xsecond.example");
        try (Suite suite = Suite.start(site);
                SmtpClient client = SmtpClient.connect(suite.smtp())) {
            for (String sender :
                    List.of("", "bob@test.example", "x@friends.example.elsewhere.example")) {
                assertEquals(250, client.command("MAIL FROM:<" + sender + ">").code());
                for (String disguise : disguises) {
                    SmtpClient.Reply reply = client.command("RCPT TO:<" + disguise + ">");
                    assertEquals(550, reply.code(), disguise + " from <" + sender + ">");
                }
                assertEquals(250, client.command("RCPT TO:<eve@second.example>").code());
                assertEquals(250, client.command("RSET").code());
            }
            assertEquals(250, client.command("MAIL FROM:<x@friends.example>").code());
            assertEquals(250, client.command("RCPT TO:<eve@elsewhere.example>").code());
        }
    }

    private static int recipient(Suite suite, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.connect(suite.smtp())) {
            client.command("MAIL FROM:<ann@client.example>");
            return client.command("RCPT TO:<" + recipient + ">").code();
        }
    }
}
