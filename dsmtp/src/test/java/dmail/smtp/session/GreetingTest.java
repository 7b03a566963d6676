package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.identity.ConfiguredIdentities;
import dmail.common.identity.Identity;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import dmail.smtp.routing.TestExpansions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client is told of the host at the address that it has reached, on a clock at noon. */
class GreetingTest {
    private static final String ONE = "192.0.2.1";
    private static final String TWO = "192.0.2.2";
    private static final String OTHER = "192.0.2.3";

    private static final String SERVER = "local_host mail.example.com\n";

    private static final String GROUPS =
            SERVER
                    + """
                    domain_group One bind_to 192.0.2.1
                    domain_group One local_host mail.one.com
                    domain_group Two bind_to 192.0.2.2
                    domain_group Two local_host mail.two.com
                    """;

    private static Identity identity(String lines, String reached) {
        Configuration configuration =
                TestExpansions.configuration(
                        Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix())
                                .getPath("/etc"),
                        lines);
        return new ConfiguredIdentities(
                        configuration,
                        new Domains(LoginSettings.from(configuration)).groups(),
                        Server.DSMTP)
                .at(ListenerIdentity.NONE, InetAddress.ofLiteral(reached));
    }

    /** {@return what a client from 192.0.2.7 is told} */
    private static List<String> replies(String lines, String reached, String... commands) {
        return replies(new SessionFixture().as(identity(lines, reached)), commands);
    }

    private static List<String> replies(SessionFixture fixture, String... commands) {
        String wire = String.join("\r\n", commands) + "\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fixture.serve(new ByteArrayInputStream(wire.getBytes(StandardCharsets.US_ASCII)), out);
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }

    private static String greeting(String lines, String reached) {
        return replies(lines, reached, "QUIT").getFirst();
    }

    private static void assertNamed(String name, String greeting) {
        assertTrue(greeting.startsWith("220 " + name + " "), greeting);
    }

    @Test
    void arg1_withoutGroupsAllAddressesGreetAlike() {
        assertNamed("mail.example.com", greeting(SERVER, ONE));
        assertEquals(greeting(SERVER, ONE), greeting(SERVER, TWO));
    }

    @Test
    void arg2_eachGroupsAddressGreetsWithItsLocalHost() {
        assertNamed("mail.one.com", greeting(GROUPS, ONE));
        assertNamed("mail.two.com", greeting(GROUPS, TWO));
    }

    @Test
    void arg3_anAddressOfNoGroupGreetsWithTheServers() {
        assertNamed("mail.example.com", greeting(GROUPS, OTHER));
    }

    @Test
    void arg4_aGroupsTextStandsInPlaceOfTheServers() {
        String lines =
                GROUPS
                        + "smtp_greeting ESMTP of all\ndomain_group One smtp_greeting ESMTP of One\n";

        assertEquals("220 mail.one.com ESMTP of One", greeting(lines, ONE));
        assertEquals("220 mail.two.com ESMTP of all", greeting(lines, TWO));
        assertEquals("220 mail.example.com ESMTP of all", greeting(lines, OTHER));
    }

    @Test
    void arg6_bi27_withoutATextThereAreNameProductVersionAndDateInGmt() {
        assertEquals(
                "220 mail.one.com DSMTP ESMTP Server v4.0.0 at Sat, 21 Nov 2026 12:00:00 GMT",
                greeting(GROUPS, ONE));
    }

    @Test
    void arg7_theRepliesToHeloAndEhloNameTheGroupsLocalHost() {
        assertEquals("250 mail.one.com", replies(GROUPS, ONE, "HELO client.example").get(1));
        assertEquals("250-mail.two.com", replies(GROUPS, TWO, "EHLO client.example").get(1));
        assertEquals("250-mail.example.com", replies(GROUPS, OTHER, "EHLO client.example").get(1));
    }

    @Test
    void smN3_bi26_wordsInATextBecomeNameAddressesAndDates() {
        String words = "#ConnectedIP# at #Time#, #TimeUTC#, #UnixTime#";

        assertEquals(
                "220 mail.one.com 192.0.2.7 at Sat, 21 Nov 2026 13:00:00 +0100, Sat, 21 Nov 2026"
                        + " 12:00:00 +0000, 1795262400",
                greeting(GROUPS + "smtp_greeting #HostName# " + words + "\n", ONE));
    }

    @Test
    void receivedAndMessageIdNameTheHostAsTheClientKnowsIt() {
        SessionFixture fixture = new SessionFixture().forSubmission().as(identity(GROUPS, TWO));

        List<String> replies =
                replies(
                        fixture,
                        "EHLO client.example",
                        "AUTH PLAIN AGFsaWNlAHNlY3JldA==",
                        "MAIL FROM:<alice@test.example>",
                        "RCPT TO:<bob@test.example>",
                        "DATA",
                        "Subject: x",
                        "",
                        ".",
                        "QUIT");

        assertEquals(1, fixture.queue.accepted().size(), replies.toString());
        String text = fixture.queue.accepted().getFirst().text().replace("\r\n\t", " ");
        assertTrue(text.contains(" by mail.two.com "), text);
        assertTrue(text.contains("@mail.two.com>\r\n"), text);
    }
}
