package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.authent.password.WorkSecret;
import dmail.common.config.type.AuthentMethod;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which data base is opened: each knows one user whom the others don't know. */
@Timeout(60)
final class AuthenticatorsTest {
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
}
