package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.server.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One server with a listener at 127.0.0.1 and one at 127.0.1.2, where a domain group is met. */
@Timeout(60)
class GroupGreetingsTest {
    private static final String LINES =
            """
            listen there on 127.0.1.2:0
            listen there protocol pop
            domain_group one vdomain acme
            domain_group one bind_to 127.0.1.2
            domain_group one local_host pop.acme.example
            """;

    @TempDir private Path folder;

    private static int port(TestServer server, String address) {
        String ready = server.server().ready().toString();
        Matcher place = Pattern.compile(Pattern.quote(address) + ":(\\d+)").matcher(ready);
        assertTrue(place.find(), ready);
        return Integer.parseInt(place.group(1));
    }

    /** {@return the last of so many lines from the server at an address} */
    private static String last(TestServer server, String address, String commands, int lines)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral(address), port(server, address))) {
            return TestServer.last(TestServer.send(socket, commands), lines);
        }
    }

    private static String greeting(TestServer server, String address) throws IOException {
        return last(server, address, "QUIT\r\n", 1);
    }

    @Test
    void arg2_eachAddressGreetsByItsName() throws Exception {
        try (TestServer server = new TestServer(folder, LINES)) {
            assertEquals(
                    "+OK test.example DPOP POP3 Server v4.0.0 ready",
                    greeting(server, "127.0.0.1"));
            assertEquals(
                    "+OK pop.acme.example DPOP POP3 Server v4.0.0 ready",
                    greeting(server, "127.0.1.2"));
        }
    }

    @Test
    void smN3_aGreetingsWordsAreReplacedForPopToo() throws Exception {
        String texts =
                """
                pop_greeting #HostName# for #ConnectedIP#
                domain_group one pop_greeting since #UnixTime#, #Time#
                """;
        try (TestServer server = new TestServer(folder, LINES + texts)) {
            assertEquals("+OK test.example for 127.0.0.1", greeting(server, "127.0.0.1"));
            assertEquals(
                    "+OK pop.acme.example since 1795262400, Sat, 21 Nov 2026 12:00:00 +0000",
                    greeting(server, "127.0.1.2"));
        }
    }

    @Test
    void argN1_aBareNameIsAUserOfTheGroupAtItsAddress() throws Exception {
        String login = "USER fred\r\nPASS secret\r\nQUIT\r\n";
        try (TestServer server = new TestServer(folder, LINES)) {
            assertTrue(last(server, "127.0.1.2", login, 3).startsWith("+OK 1 messages"));
            assertTrue(last(server, "127.0.0.1", login, 3).startsWith("-ERR [AUTH]"));
            assertTrue(
                    last(server, "127.0.1.2", login.replace("fred", "alice@test.example"), 3)
                            .startsWith("+OK 1 messages"));
        }
    }

    @Test
    void theTimeStampOfApopFollowsTheText() throws Exception {
        String lines = LINES + "apop_enable true\npop_greeting Welcome\n";
        try (TestServer server = new TestServer(folder, lines)) {
            Files.writeString(folder.resolve("work/nwauth.txt"), "alice:{PLAIN}secret\n");
            server.restart(lines);

            String greeting = greeting(server, "127.0.1.2");

            assertTrue(
                    greeting.matches(
                            "\\+OK pop\\.acme\\.example Welcome <[^<> ]+@pop\\.acme\\.example>"),
                    greeting);
        }
    }

    @Test
    void aReloadCountsForTheNextSession() throws Exception {
        String next = LINES.replace("pop.acme.example", "mail.acme.example");
        try (TestServer server = new TestServer(folder, LINES);
                Socket open =
                        new Socket(InetAddress.ofLiteral("127.0.1.2"), port(server, "127.0.1.2"))) {
            BufferedReader replies = TestServer.send(open, "");
            assertTrue(TestServer.last(replies, 1).startsWith("+OK pop.acme.example "));

            assertInstanceOf(Running.Reload.Done.class, server.reload(next));

            assertTrue(greeting(server, "127.0.1.2").startsWith("+OK mail.acme.example "));
            open.getOutputStream().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(TestServer.last(replies, 1).startsWith("-ERR"));
        }
    }
}
