package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One host is three to its clients: itself, and two domain groups at addresses of their own. */
class GroupsIT {
    private static final String MAIN = "127.0.1.1";
    private static final String ONE = "127.0.1.2";
    private static final String TWO = "127.0.1.3";
    private static final int TIMEOUT_MILLIS = 60_000;

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void configure() throws Exception {
        site = Site.in(folder);
        for (String address : List.of(MAIN, ONE, TWO)) {
            site.line("listen in on " + address + ":0").line("listen out on " + address + ":0");
        }
        site.line("vdomain a /one one.example " + folder.resolve("one"))
                .line("vdomain b " + TWO + " two.example " + folder.resolve("two"))
                .line("auth_clear_text true")
                .line("local_host mail.test.example")
                .line("pop_greeting #HostName# has your mail")
                .line("domain_group One vdomain a")
                .line("domain_group One bind_to " + ONE)
                .line("domain_group One local_host mail.one.example")
                .line("domain_group Two domain two.example")
                .line("domain_group Two local_host mail.two.example")
                .line("domain_group Two smtp_greeting ESMTP of Two Ltd, #ConnectedIP#")
                .line("domain_group Two pop_greeting Two Ltd")
                .user("fred", "main")
                .user("a_fred", "one")
                .user("b_fred", "two");
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        site.write();
    }

    private static InetSocketAddress smtp(Suite suite, String address) throws Exception {
        return suite.dsmtp().addresses().on("smtp", address);
    }

    private static InetSocketAddress pop(Suite suite, String address) throws Exception {
        return suite.dpop().addresses().on("pop", address);
    }

    /** {@return the first line of each reply, the greeting's first} */
    private static List<String> talk(InetSocketAddress server, String... commands)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> replies = new ArrayList<>(List.of(reply(in)));
            for (String command : commands) {
                out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                replies.add(reply(in));
            }
            return replies;
        }
    }

    private static String reply(BufferedReader in) throws IOException {
        String first = String.valueOf(in.readLine());
        String line = first;
        while (line.matches("\\d{3}-.*")) {
            line = String.valueOf(in.readLine());
        }
        return first;
    }

    @Test
    void arg1_arg2_arg3_arg4_arg5_arg6_arg7_eachAddressHasItsNameAndGreeting() throws Exception {
        try (Suite suite = Suite.start(site)) {
            List<String> main = talk(smtp(suite, MAIN), "EHLO x");
            List<String> one = talk(smtp(suite, ONE), "EHLO x");
            List<String> two = talk(smtp(suite, TWO), "HELO x");

            String usual = " DSMTP ESMTP Server v\\S+ at \\w{3}, \\d\\d \\w{3} \\d{4} \\S+ GMT";
            assertTrue(
                    main.getFirst().matches("220 mail\\.test\\.example" + usual), main::toString);
            assertTrue(one.getFirst().matches("220 mail\\.one\\.example" + usual), one::toString);
            assertTrue(
                    two.getFirst().matches("220 mail\\.two\\.example ESMTP of Two Ltd, 127\\.\\S+"),
                    two::toString);
            assertEquals("250-mail.test.example", main.get(1));
            assertEquals("250-mail.one.example", one.get(1));
            assertEquals("250 mail.two.example", two.get(1));
            assertEquals("+OK mail.test.example has your mail", talk(pop(suite, MAIN)).getFirst());
            assertEquals("+OK mail.one.example has your mail", talk(pop(suite, ONE)).getFirst());
            assertEquals("+OK mail.two.example Two Ltd", talk(pop(suite, TWO)).getFirst());
        }
    }

    @Test
    void argN1_argN2_argN3_argN4_aBareLoginIsOfTheGroupAtItsAddress() throws Exception {
        try (Suite suite = Suite.start(site)) {
            collects(pop(suite, MAIN), "fred", "main");
            collects(pop(suite, ONE), "fred", "one");
            collects(pop(suite, TWO), "fred", "two");
            collects(pop(suite, ONE), "fred@two.example", "two");
            collects(pop(suite, ONE), "fred@test.example", "main");
            assertEquals("235", logIn(smtp(suite, ONE), "fred", "one"));
            assertEquals("235", logIn(smtp(suite, TWO), "fred", "two"));
            assertEquals("235", logIn(smtp(suite, TWO), "fred@one.example", "one"));
            assertEquals("535", logIn(smtp(suite, TWO), "fred", "one"));
            assertEquals("235", logIn(smtp(suite, MAIN), "fred", "main"));
        }
    }

    private static void collects(InetSocketAddress server, String user, String password)
            throws IOException {
        PopClient.login(server, user, password).close();
    }

    private static String logIn(InetSocketAddress server, String user, String password)
            throws IOException {
        byte[] words = ("\0" + user + "\0" + password).getBytes(StandardCharsets.US_ASCII);
        String answer = Base64.getEncoder().encodeToString(words);
        return talk(server, "EHLO x", "AUTH PLAIN " + answer).getLast().substring(0, 3);
    }

    @Test
    void arg14_dm10_mailOfOneNameIsThatOfTwoUsers() throws Exception {
        try (Suite suite = Suite.start(site)) {
            deliver(smtp(suite, MAIN), "fred@one.example");
            deliver(smtp(suite, TWO), "fred@two.example");

            Path one = folder.resolve("one/a_fred");
            Path two = folder.resolve("two/b_fred");
            Arrivals.await(one, 1);
            Arrivals.await(two, 1);
            String ofOne = unfolded(one);
            String ofTwo = unfolded(two);
            assertTrue(ofOne.contains(" by mail.test.example "), ofOne);
            assertTrue(ofTwo.contains(" by mail.two.example "), ofTwo);
        }
    }

    private static String unfolded(Path drop) throws IOException {
        return Files.readString(drop).replaceAll("\n\\s", " ");
    }

    private static void deliver(InetSocketAddress server, String to) throws IOException {
        List<String> replies =
                talk(
                        server,
                        "HELO x",
                        "MAIL FROM:<>",
                        "RCPT TO:<" + to + ">",
                        "DATA",
                        "Subject: for " + to + "\r\n\r\n.");
        assertTrue(replies.getLast().startsWith("250 "), replies::toString);
    }

    @Test
    void otherNamesCountForTheNextSession() throws Exception {
        try (Suite suite = Suite.start(site)) {
            String lines = Files.readString(site.conf());
            Files.writeString(
                    site.conf(),
                    lines.replace("local_host mail.one.example", "local_host mx.one.example"));
            Ran.of(site.program("tellsmtp", "reload"), "").succeeded();

            assertEquals("250-mx.one.example", talk(smtp(suite, ONE), "EHLO x").get(1));
            assertEquals("250-mail.two.example", talk(smtp(suite, TWO), "EHLO x").get(1));

            String ips = Ran.of(site.program("tellsmtp", "ips"), "").succeeded().output();
            assertTrue(
                    ips.lines()
                            .anyMatch(line -> line.matches(ONE + " +up +mx.one.example +One .*")),
                    ips);
        }
    }
}
