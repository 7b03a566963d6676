package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.ScramHash;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever text comes, parsers give an answer, and what they accept is safe to write again. */
class AuthentFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PIECES =
            List.of(
                    "+OK",
                    "-ERR",
                    "+DATA",
                    "-DEAD",
                    " ",
                    "  ",
                    "bob",
                    "config",
                    "/spool/bob",
                    "0",
                    "99999999999",
                    "-1",
                    "fwd=\"a@b\"",
                    "=",
                    "\"",
                    ":",
                    "#",
                    "\n",
                    "\r",
                    "\t",
                    "\0",
                    "\u00e9",
                    "\ud83d",
                    "\u2028",
                    "*",
                    "{SCRAM-SHA-256}",
                    "1,",
                    "AA==",
                    "$6$x$y");

    private final Random random = new Random(20260101);

    @Test
    void readsAnyReply() {
        for (int i = 0; i < ROUNDS; i++) {
            String line = text();
            if (HelperProtocol.parse(line) instanceof HelperReply.Ok ok) {
                assertTrue(line.strip().startsWith("+OK "), line);
                assertTrue(ok.uid() >= 0 && !ok.name().contains(" "), line);
            }
        }
    }

    @Test
    void makesOneLineOfFewWordsOfWhateverIsAsked() {
        InetAddress client = InetAddress.ofLiteral("192.0.2.1");
        for (int i = 0; i < ROUNDS; i++) {
            byte[] octets = text().getBytes(StandardCharsets.UTF_8);
            Optional<byte[]> line = HelperProtocol.check(text(), new Password(octets), client);
            line.ifPresent(
                    sent -> assertIsLineOfFourWords(new String(sent, StandardCharsets.UTF_8)));
        }
    }

    private static void assertIsLineOfFourWords(String line) {
        assertTrue(line.endsWith("\n"), line);
        assertEquals(4, line.strip().split("[ \t\r\n\0]", -1).length, line);
    }

    @Test
    void changesOneUserAndNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("users");
        UsersFileEditor editor = new UsersFileEditor(file);
        for (int i = 0; i < ROUNDS / 100; i++) {
            String text = text() + "\n" + text();
            Files.writeString(file, text.replace('\ud83d', '?'));
            List<UserEntry> before = without("new", all(file));

            editor.put(new UserEntry("new", "*", Map.of()));
            assertTrue(editor.find("NEW").isPresent());
            assertEquals(before, without("new", all(file)));

            editor.remove("new");
            assertEquals(before, all(file));
        }
    }

    private static List<UserEntry> all(Path file) throws IOException {
        List<UserEntry> users = new ArrayList<>();
        try (UsersTable table = UsersTable.open(file)) {
            table.each(users::add);
        }
        return users;
    }

    private static List<UserEntry> without(String name, List<UserEntry> users) {
        return users.stream().filter(user -> !user.name().equals(name)).toList();
    }

    @Test
    void readsAnyHash() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = "{SCRAM-SHA-256}" + text();
            ScramHash.parse(text).ifPresent(hash -> assertEquals(text, hash.toString()));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
