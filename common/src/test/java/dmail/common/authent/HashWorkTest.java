package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import dmail.common.authent.password.WorkSecret;
import dmail.common.sasl.ScramFirst;
import dmail.common.sasl.ScramProof;
import dmail.common.table.TableMemory;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can tell by the work that a login makes whether there is such a user. */
class HashWorkTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");

    /** Hashes that were computed. */
    private final List<String> work = new ArrayList<>();

    private final PasswordHashes hashes =
            new PasswordHashes(
                    (_, setting) -> {
                        work.add(setting.substring(0, 3));
                        return Optional.empty();
                    },
                    (hash, _) -> {
                        work.add("SCRAM " + hash.iterations());
                        return false;
                    });
    private final MemoryLog log = new MemoryLog();
    @TempDir private Path folder;

    private String workOf(Authenticator users, String name) {
        work.clear();
        users.check(name, new Password("guess".getBytes(StandardCharsets.US_ASCII)), CLIENT);
        return String.join(" ", work);
    }

    private InternalUsers internal(String entries) throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(
                file,
                entries.replace("SCRAM", FakeUsers.SCRAM_OF_SECRET).replace(' ', '\n') + "\n");
        UsersFiles files = new UsersFiles(TableMemory.ofTool(), log);
        return new InternalUsers(file, hashes, files, WorkSecret.drawn(new Random(1)), log);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // entries of the users file, work of each login
        "ann:SCRAM:,                               SCRAM 4096",
        "ann:$6$salt$hash:,                        $6$",
        "ann:{CRYPT}$2b$salt$hash:,                $2b",
        "ann:SCRAM: locked:*: second:SCRAM:,       SCRAM 4096",
        "locked:!: ann:$6$salt$hash:,              $6$",
        // Kept passwords are no work, so all of them make some where others do.
        "ann:{PLAIN}secret: second:{PLAIN}other:,  ''",
        "ann:{PLAIN}secret: second:SCRAM:,         SCRAM 4096",
        "second:SCRAM: ann:{PLAIN}guess:,          SCRAM 4096",
        "locked:*: ann:!:,                         SCRAM 15000",
    })
    void isTheSameForUsersAndForOthers(String entries, String expected) throws IOException {
        InternalUsers users = internal(entries);

        for (String name : List.of("ann", "second", "locked", "nobody", "no:body")) {
            assertEquals(expected, workOf(users, name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "daemon", "locked", "star", "empty", "expired", "nobody"})
    void isOneHashForWhoeverIsOrIsNotInTheSystem(String name) {
        UnixUsers users = FakePasswd.users(folder.resolve("down"), hashes, log);

        workOf(users, name);

        assertEquals(1, work.size());
    }

    @Test
    void isTheSameEachTime() throws IOException {
        InternalUsers users = internal("ann:SCRAM:");
        VerdictCache cache = new VerdictCache(users, users::generation, 10, () -> 0, new Random(1));

        for (int time = 0; time < 3; time++) {
            assertEquals("SCRAM 4096", workOf(cache, "nobody"));
            assertEquals("SCRAM 4096", workOf(cache, "ann"));
        }
    }

    /** A client may go away after the challenge without having failed. */
    @Test
    void aChallengeIsNone() {
        ScramFirst first = ScramFirst.parse("n,,n=ann,r=abcdefgh").orElseThrow();
        ScramProof.Making making =
                (password, shown) -> {
                    work.add(password);
                    return ScramHash.ofKnown(password, shown);
                };
        String decoy = FakeUsers.SCRAM_OF_SECRET;
        ScramProof known =
                ScramProof.begin(
                        new StoredSecret.Kept("{PLAIN}secret", decoy),
                        first,
                        new Random(1),
                        making);
        ScramProof unknown =
                ScramProof.begin(new StoredSecret.Kept("", decoy), first, new Random(1), making);

        assertEquals(unknown.serverFirst(), known.serverFirst());
        assertEquals(List.of(), work);
        String nonce = known.serverFirst().substring(2, known.serverFirst().indexOf(','));
        assertTrue(known.check("c=biws,r=" + nonce + ",p=AAAA").isEmpty());
        assertEquals(List.of("secret"), work);
    }
}
