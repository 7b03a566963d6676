package dmail.pop.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PopCommandParserTest {
    /** Line, command. */
    static Stream<Arguments> commands() {
        return Stream.of(
                row("QUIT", new PopCommand.Quit()),
                row("quit", new PopCommand.Quit()),
                row("QuIt  ", new PopCommand.Quit()),
                row("STAT", new PopCommand.Stat()),
                row("NOOP", new PopCommand.Noop()),
                row("RSET", new PopCommand.Rset()),
                row("CAPA", new PopCommand.Capa()),
                row("UTF8", new PopCommand.Utf8()),
                row("LIST", new PopCommand.ListAll()),
                row("LIST 1", new PopCommand.ListOne(1)),
                row("list  00012 ", new PopCommand.ListOne(12)),
                row("UIDL", new PopCommand.UidlAll()),
                row("UIDL 2147483647", new PopCommand.UidlOne(2147483647)),
                row("RETR 2147483648", new PopCommand.Retr(2147483647)),
                row("RETR " + "9".repeat(40), new PopCommand.Retr(2147483647)),
                row("DELE 0", new PopCommand.Dele(0)),
                row("TOP 1 0", new PopCommand.Top(1, 0)),
                row("TOP  1   999999999999", new PopCommand.Top(1, 2147483647)),
                row("USER fred", new PopCommand.User("fred")),
                row("USER  fred@acme.example ", new PopCommand.User("fred@acme.example")),
                row("USER j\u00c3\u00b6rg", new PopCommand.User("j\u00f6rg")),
                row("USER j\u00f6rg", new PopCommand.User("j\u00f6rg")));
    }

    private static Arguments row(String line, PopCommand command) {
        return Arguments.of(line, command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void understands(String line, PopCommand command) {
        assertEquals(command, PopCommandParser.parse(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "STAT\t",
                "STATS",
                "RETR",
                "RETR 1 1",
                "RETR \u0661",
                "RETR 1.0",
                "TOP 1",
                "TOP 1 2 3",
                "TOP -1 1",
                "TOP 1 -1",
                "PASS",
                "USER",
                "USER  ",
                "QUIT now",
                "\0QUIT",
                "XTND XMIT",
                "LAST"
            })
    void refuses(String line) {
        assertInstanceOf(PopCommand.Malformed.class, PopCommandParser.parse(line));
    }

    @Test
    void takesThePasswordAsItIs() {
        assertEquals(" a  b ", password("PASS  a  b "));
        assertEquals("", password("PASS "));
        assertEquals("\u00ff\u0001", password("pass \u00ff\u0001"));
    }

    private static String password(String line) {
        PopCommand.Pass pass =
                assertInstanceOf(PopCommand.Pass.class, PopCommandParser.parse(line));
        return new String(pass.password().octets(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void showsNoPassword() {
        assertTrue(!PopCommandParser.parse("PASS secret").toString().contains("secret"));
    }

    @Test
    void understandsUnderTurkishRules() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals(new PopCommand.Quit(), PopCommandParser.parse("quit"));
            assertEquals(new PopCommand.UidlAll(), PopCommandParser.parse("uidl"));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** RFC 2449 section 4. */
    @Test
    void takesLinesUpToTheLimit() {
        String longest = "USER " + "x".repeat(PopCommandParser.LONGEST_LINE - 5);

        assertInstanceOf(PopCommand.User.class, PopCommandParser.parse(longest));
        assertInstanceOf(PopCommand.Malformed.class, PopCommandParser.parse(longest + "x"));
    }

    @Test
    void anyLineBecomesACommandWithShortReplies() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1939);
        String[] starts = {"", "USER ", "PASS ", "RETR ", "TOP ", "TOP 1 ", "LIST ", "UIDL "};
        for (int round = 0; round < 100_000; round++) {
            StringBuilder line = new StringBuilder(starts[random.nextInt(starts.length)]);
            int length = random.nextInt(20);
            for (int i = 0; i < length; i++) {
                line.append(
                        (char)
                                (random.nextBoolean()
                                        ? '0' + random.nextInt(12)
                                        : random.nextInt(256)));
            }
            if (PopCommandParser.parse(line.toString())
                    instanceof PopCommand.Malformed(PopReply reply)) {
                assertTrue(reply.line().startsWith("-ERR ") && reply.line().length() < 100);
            }
        }
    }

    @Test
    void noReplyIsTooLong() {
        // RFC 1939 section 3: 512 octets with CRLF.
        assertEquals(510, PopReply.ok("x".repeat(1000)).line().length());
    }
}
