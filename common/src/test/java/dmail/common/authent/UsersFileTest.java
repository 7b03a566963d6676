package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import dmail.common.authent.password.WorkSecret;
import dmail.common.table.TableMemory;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    @TempDir Path folder;
    private static final TableMemory MEMORY = TableMemory.ofTool();

    private final MemoryLog log = new MemoryLog();

    @Test
    void reportsBadLinesAndGoesOn() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(
                file, "bob:*:\nwhat is this\n# fine\nBOB:x:\na b:x:\njoe:*:quota=5\neve:*\n");

        UsersTable users = users(file).latest();

        List<String> names = new ArrayList<>();
        users.each(user -> names.add(user.name()));
        assertEquals(List.of("bob", "eve"), names);
        String bad = "problem=\"not name:hash:label=\\\"value\\\", line ignored\"";
        assertEquals(
                List.of(
                        "info: - users file read file=" + file + " users=2",
                        "warning: - table line ignored table=\"users file\" line="
                                + file
                                + ":2 "
                                + bad,
                        "warning: - table line ignored table=\"users file\" line="
                                + file
                                + ":4 problem=\"user given before, line ignored\"",
                        "warning: - table line ignored table=\"users file\" line="
                                + file
                                + ":5 "
                                + bad,
                        "warning: - table line ignored table=\"users file\" line="
                                + file
                                + ":6 "
                                + bad),
                log.lines());
    }

    /** A hash that is none, such as *, is of somebody who can't log in anyway. */
    @ParameterizedTest
    @CsvSource({
        "a:SCRAM b:*,               SCRAM",
        "a:SCRAM b:{PLAIN}secret,   SCRAM",
        "a:{PLAIN}secret,           SCRAM APOP",
        "a:SCRAM b:$6$salt$hash,    ''",
        "a:$6$s$h b:{PLAIN}secret,  ''",
        "a:{PLAIN}secret b:*,       SCRAM APOP",
        "a:*,                       ''",
    })
    void tellsWhichLoginsNeedNoPasswordOnTheWire(String entries, String expected)
            throws IOException {
        Path file = folder.resolve("users");
        String text = entries.replace("SCRAM", FakeUsers.SCRAM_OF_SECRET).replace(' ', '\n');
        Files.writeString(file, text + "\n");

        Set<ChallengeMechanism> challengeMechanisms =
                users(file).latest().forms().challengeMechanisms();

        assertEquals(
                expected,
                challengeMechanisms.stream()
                        .sorted()
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void readsAnUnchangedFileOnce() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "bob:*:\n");
        UsersFile users = users(file);

        assertTrue(has(users, "bob"));
        assertTrue(has(users, "bob"));

        assertEquals(1, log.lines().size());
    }

    @Test
    void noticesAnEditThatKeepsSizeAndTime() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "bob:*:\n");
        FileTime time = Files.getLastModifiedTime(file);
        UsersFile users = users(file);
        assertFalse(has(users, "eve"));

        Path other = folder.resolve("other");
        Files.writeString(other, "eve:*:\n");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertTrue(has(users, "eve"));
    }

    @Test
    void checksHashesOfOlderFiles() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "bob:$6$salt$secret:\neve:{CRYPT}$6$salt$secret:\nstar:*:\n");
        InternalUsers users =
                new InternalUsers(
                        file,
                        new PasswordHashes(new FakeCrypt()),
                        new UsersFiles(MEMORY, log),
                        WorkSecret.drawn(new Random(1)),
                        log);

        assertInstanceOf(Accepted.class, check(users, "bob", "secret"));
        assertInstanceOf(Accepted.class, check(users, "eve", "secret"));
        assertEquals(new Rejected(Reason.WRONG_PASSWORD), check(users, "eve", "guess"));
        assertEquals(new Rejected(Reason.WRONG_PASSWORD), check(users, "star", "*"));
        // The first user's hash is computed for those who have none, which must let nobody in.
        assertEquals(new Rejected(Reason.WRONG_PASSWORD), check(users, "star", "secret"));
        assertEquals(new Rejected(Reason.NO_SUCH_USER), check(users, "joe", "secret"));
    }

    /** The example of RFC 7677 section 3: user "user", password "pencil". */
    @Test
    void computesTheKeysOfScram() {
        ScramHash hash =
                ScramHash.of(
                        password("pencil"),
                        Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="),
                        4096);
        assertEquals(
                "{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,"
                        + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
                hash.toString());
        assertTrue(hash.matches(password("pencil")));
    }

    @Test
    void keepsFieldsInTheirOrder() {
        UserEntry entry = UserEntry.parse("bob:*:z=\"1\" a=\"x:y\" m=\"\"").orElseThrow();
        assertEquals("bob:*:z=\"1\" a=\"x:y\" m=\"\"", entry.line());
        assertEquals(Map.of("z", "1", "a", "x:y", "m", ""), entry.info());
    }

    private UsersFile users(Path file) {
        return new UsersFile(file, MEMORY, log);
    }

    private static boolean has(UsersFile users, String name) throws IOException {
        return users.ask(table -> table.find(name), _ -> true).isPresent();
    }

    private static Verdict check(Authenticator users, String name, String password) {
        return users.check(name, password(password), InetAddress.ofLiteral("192.0.2.1"));
    }

    private static Password password(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }
}
