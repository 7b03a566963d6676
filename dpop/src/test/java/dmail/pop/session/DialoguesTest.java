package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.DialogueScript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the dialogues of this folder, whole, byte by byte, and in turn. */
class DialoguesTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/dialogues");

    @TempDir private Path folder;

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void goesAsWritten(Path script) throws IOException {
        DialogueScript.read(script).play((in, out) -> new SessionFixture(folder).serve(in, out));
    }

    @Test
    void answersTwentyThousandPipelinedCommands() throws IOException {
        String commands = "USER alice\r\nPASS secret\r\n" + "NOOP\r\nRSET\r\n".repeat(10_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        SessionFixture fixture = new SessionFixture(folder);
        fixture.serve(new ByteArrayInputStream(octets(commands + "QUIT\r\n")), out);

        String[] replies = out.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        assertEquals(3 + 20_000 + 1 + 1, replies.length);
        for (String reply : Arrays.copyOf(replies, replies.length - 1)) {
            assertTrue(reply.startsWith("+OK"), reply);
        }
    }

    @Test
    void logsNoPassword() throws IOException {
        SessionFixture fixture = new SessionFixture(folder);
        String commands = "USER alice\r\nPASS Geheim77\r\nUSER alice\r\nPASS secret\r\nQUIT\r\n";

        fixture.serve(new ByteArrayInputStream(octets(commands)), new ByteArrayOutputStream());

        String log = String.join("\n", fixture.spool().log().lines());
        assertTrue(log.contains("auth failed client=127.0.0.1 user=alice"), log);
        assertTrue(log.contains("end client=127.0.0.1 user=alice retr=0"), log);
        assertTrue(!log.contains("Geheim77") && !log.contains("secret"), log);
    }

    @Test
    void deletesAtQuitAndOnlyThen() throws IOException {
        SessionFixture fixture = new SessionFixture(folder);
        String before = fixture.spool().dropOctets();
        String deleting = "USER alice\r\nPASS secret\r\nDELE 1\r\nDELE 3\r\n";

        fixture.serve(new ByteArrayInputStream(octets(deleting)), new ByteArrayOutputStream());
        assertEquals(before, fixture.spool().dropOctets());

        fixture.serve(
                new ByteArrayInputStream(octets(deleting + "QUIT\r\nRETR 2\r\n")),
                new ByteArrayOutputStream());
        assertTrue(fixture.spool().dropOctets().contains("Subject: dots"));
        assertTrue(!fixture.spool().dropOctets().contains("Subject: first"));
        assertTrue(!fixture.spool().dropOctets().contains("Subject: three"));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
