package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.command.DpopCommand;
import dmail.common.server.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each session leaves a line in the file of the day, and its share in the figures. */
@Timeout(60)
class StatisticsServerTest {
    private static final String COLLECTS =
            """
            S: \\+OK .*
            C: USER alice
            S: \\+OK .*
            C: PASS secret
            S: \\+OK 1 messages .*
            C: RETR 1
            S: \\+OK 29 octets
            S: Subject: hello
            S:\s
            S: for alice
            S: \\.
            C: TOP 1 0
            S: \\+OK .*
            S: Subject: hello
            S:\s
            S: \\.
            C: DELE 1
            S: \\+OK .*
            C: QUIT
            S: \\+OK .*
            """;
    private static final String LOOKS = "S: \\+OK .*\nC: QUIT\nS: \\+OK .*\n";
    private static final String GUESSES =
            """
            S: \\+OK .*
            C: USER alice
            S: \\+OK .*
            C: PASS wrong
            S: -ERR \\[AUTH\\] .*
            C: QUIT
            S: \\+OK .*
            """;

    @TempDir private Path folder;

    private String today() throws IOException {
        return Files.readString(folder.resolve("stats/dp2111.log"));
    }

    @Test
    void writesALineForEachSession() throws IOException, CannotStart {
        try (TestServer server = new TestServer(folder, "stats_path stats\n")) {
            server.play(COLLECTS);
            server.play(LOOKS);
        }

        List<String> lines = today().lines().sorted().toList();
        String head =
                "2026-11-21T12:00:00\\.000Z test\\.example dpop\\[\\d+\\]: \\w+ session client=127\\.0\\.0\\.1 ";
        assertEquals(2, lines.size());
        assertMatches(
                head
                        + "user=alice ms=0 tls=false failed=0 retr=1 octets=29 top=1 removed=1"
                        + " reason=quit",
                lines.getFirst());
        assertMatches(
                head
                        + "user=\"\" ms=0 tls=false failed=0 retr=0 octets=0 top=0 removed=0"
                        + " reason=quit",
                lines.getLast());
    }

    private static void assertMatches(String pattern, String line) {
        assertTrue(Pattern.matches(pattern, line), line);
    }

    @Test
    void aReloadSwitchesThemOnAndOff() throws IOException, CannotStart {
        try (TestServer server = new TestServer(folder, "")) {
            server.play(LOOKS);
            server.reload("stats_path stats\n");
            assertFalse(Files.exists(folder.resolve("stats/dp2111.log")));
            server.play(COLLECTS);
            server.reload("");
            server.play(LOOKS);
        }

        assertEquals(1, today().lines().count());
    }

    @Test
    void mailIsServedWithoutTheFolder() throws Exception {
        Files.writeString(folder.resolve("stats"), "a file\n");
        try (TestServer server = new TestServer(folder, "stats_path stats\n")) {
            server.play(COLLECTS);

            server.log().await("stats_path cannot be used");
        }
    }

    @Test
    void statisticsSumUpWhatHasEnded() throws IOException, CannotStart {
        try (TestServer server = new TestServer(folder, "")) {
            server.play(COLLECTS);
            server.play(GUESSES);

            String text = server.server().carryOut(DpopCommand.STATISTICS, List.of()).text();

            Map.of("sessions", 2, "logins", 1, "failed_logins", 1, "octets_sent", 29)
                    .forEach((figure, sum) ->
                            assertTrue(
                                    text.contains(
                                            "%-16s %16d %16d %16d\n"
                                                    .formatted(figure, sum, sum, sum)),
                                    text));
        }
    }
}
