package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.WorkSecret;
import dmail.common.config.type.AuthentMethod;
import dmail.common.io.Owner;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which data base is opened: each knows one user whom the others don't know. */
@Timeout(60)
final class AuthenticatorsTest {
    private static final Path SHADOW = Path.of("/etc/shadow");

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private FakeHelper helper;

    @BeforeEach
    void addUsers() throws IOException {
        helper = new FakeHelper(folder);
        Files.writeString(folder.resolve("users"), "ann:$6$salt$hash\n");
    }

    private Authenticator open(AuthentMethod method, String process, int cache) throws IOException {
        return Authenticators.open(
                new AuthentSettings(
                        method, folder.resolve("users"), process, 1, Duration.ofSeconds(10), cache),
                new UsersFiles(TableMemory.ofTool(), log),
                WorkSecret.drawn(new Random(1)),
                log);
    }

    private String helperLine() throws IOException {
        return String.join(" ", helper.command());
    }

    @Test
    void internalAsksTheUsersFile() throws IOException {
        try (Authenticator users = open(AuthentMethod.INTERNAL, helperLine(), 0)) {
            assertInstanceOf(Verdict.Accepted.class, users.lookup("ann"));
            assertInstanceOf(Verdict.Rejected.class, users.lookup("bob"));
        }
    }

    @Test
    void externalAsksTheHelper() throws IOException {
        try (Authenticator users = open(AuthentMethod.EXTERNAL, helperLine(), 0)) {
            assertInstanceOf(Verdict.Accepted.class, users.lookup("bob"));
            assertInstanceOf(Verdict.Rejected.class, users.lookup("ann"));
        }
    }

    @Test
    void aCacheSavesTheHelperQuestions() throws IOException {
        try (Authenticator users = open(AuthentMethod.EXTERNAL, helperLine(), 10)) {
            users.lookup("bob");
            users.lookup("bob");
            assertEquals(1, helper.asked().size());

            users.clearCache();
            users.lookup("bob");
            assertEquals(2, helper.asked().size());
        }
    }

    @Test
    void withoutACacheTheHelperIsAskedEachTime() throws IOException {
        try (Authenticator users = open(AuthentMethod.EXTERNAL, helperLine(), 0)) {
            users.lookup("bob");
            users.lookup("bob");

            assertEquals(2, helper.asked().size());
        }
    }

    @Test
    void closingEndsTheHelper() throws IOException {
        Authenticator users = open(AuthentMethod.EXTERNAL, helperLine(), 10);
        users.lookup("bob");

        users.close();

        assertEquals("exit", helper.asked().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "/bin/helper \"half quoted"})
    void externalNeedsAProgram(String process) {
        IOException refusal =
                assertThrows(IOException.class, () -> open(AuthentMethod.EXTERNAL, process, 0));

        assertEquals(
                "authent_method external needs authent_process with a program, and its quotes"
                        + " closed",
                refusal.getMessage());
    }

    /** PAM is asked where its service has a file, in whatever file system the settings stand. */
    private Authenticator openUnix(int cache, String... services) throws IOException {
        FileSystem files = Jimfs.newFileSystem(Configuration.unix());
        Files.createDirectories(files.getPath("/etc/pam.d"));
        for (String service : services) {
            Files.createFile(files.getPath("/etc/pam.d", service));
        }
        return Authenticators.open(
                new AuthentSettings(
                        AuthentMethod.UNIX_USER,
                        files.getPath("/etc/nwauth.txt"),
                        "",
                        1,
                        Duration.ofSeconds(10),
                        cache),
                new UsersFiles(TableMemory.ofTool(), log),
                WorkSecret.drawn(new Random(1)),
                log);
    }

    /** With PAM no right is needed to begin with. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void unixUserAsksTheSystemAboutUsers(int cache) throws IOException {
        try (Authenticator users = openUnix(cache, "dmail")) {
            Verdict.Accepted root = assertInstanceOf(Verdict.Accepted.class, users.lookup("root"));
            assertEquals(new Owner(0, 0), root.owner());
            assertEquals(
                    new Verdict.Rejected(Verdict.Reason.NO_SUCH_USER),
                    users.lookup("nobody-of-that-name"));
            assertInstanceOf(Verdict.Rejected.class, users.lookup("ann"));
        }
    }

    @Test
    void unixUserWithoutPamComparesWithShadow() throws IOException {
        assumeTrue(Files.isReadable(SHADOW), "needs root or the group shadow");
        try (Authenticator users = openUnix(0, "other")) {
            assertInstanceOf(Verdict.Accepted.class, users.lookup("root"));
            assertEquals(
                    new Verdict.Rejected(Verdict.Reason.NOT_ALLOWED),
                    check(users, "root"),
                    "an account of the system");
            assertEquals(
                    new Verdict.Rejected(Verdict.Reason.NO_SUCH_USER),
                    check(users, "nobody-of-that-name"));
        }
    }

    @Test
    void unixUserWithoutPamNeedsTheRightToReadShadow() {
        assumeFalse(Files.isReadable(SHADOW), "needs a user without rights");

        IOException refusal = assertThrows(IOException.class, () -> openUnix(0));

        assertEquals(
                "authent_method unix_user needs root or the group shadow: the shadow file can't be"
                        + " read",
                refusal.getMessage());
    }

    /** No word of theirs is known to us. */
    @Test
    void unixUserKnowsNoSecretAndNoMechanismWithoutAWord() throws IOException {
        try (Authenticator users = openUnix(0, "dmail")) {
            assertEquals(Set.of(), users.challengeMechanisms());
            assertEquals(users.storedSecret("nobody-of-that-name"), users.storedSecret("root"));
        }
    }

    @Test
    void unixUserThatIsClosedCannotTell() throws IOException {
        Authenticator users = openUnix(0, "dmail");
        users.close();

        assertInstanceOf(Verdict.Unavailable.class, users.lookup("root"));
        String line = log.lines().getLast();
        assertTrue(line.startsWith("error: "), line);
        assertTrue(line.contains("system users unavailable reason="), line);
    }

    private static Verdict check(Authenticator users, String name) {
        return users.check(
                name,
                new Password("wrong".getBytes(StandardCharsets.US_ASCII)),
                InetAddress.getLoopbackAddress());
    }
}
