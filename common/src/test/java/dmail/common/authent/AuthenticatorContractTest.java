package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.benmanes.caffeine.cache.Ticker;
import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.WorkSecret;
import dmail.common.system.NativeCalls;
import dmail.common.system.SystemCrypt;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all user data bases have in common. Each knows {@code bob}, whose password is secret. */
class AuthenticatorContractTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");

    @TempDir Path folder;
    private final MemoryLog log = new MemoryLog();

    /** Each kind of users, bare and behind the cache. */
    enum Kind {
        INTERNAL,
        EXTERNAL,
        UNIX,
        CACHED
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheRightPassword(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            assertEquals("bob", accepted(check(users, "bob", "secret")).name());
            assertEquals("bob", accepted(check(users, "bob", "secret")).name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsOtherPasswords(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            for (String guess : List.of("Secret", "secre", "secrets", "x", "")) {
                assertInstanceOf(Rejected.class, check(users, "bob", guess), guess);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAnOtherPasswordAfterTheRightOne(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            accepted(check(users, "bob", "secret"));
            assertInstanceOf(Rejected.class, check(users, "bob", "guess"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsUnknownUsers(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            assertInstanceOf(Rejected.class, check(users, "joe", "secret"));
            assertInstanceOf(Rejected.class, users.lookup("joe"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsUsersWithoutAPassword(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            assertEquals("bob", accepted(users.lookup("bob")).name());
            assertEquals("bob", accepted(users.lookup("bob")).name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsHostileNamesAndPasswords(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            for (String odd :
                    List.of("", "a b", "a\tb", "a\nb", "a\r\nb", "a\0b", "b".repeat(201))) {
                assertInstanceOf(Rejected.class, users.lookup(odd));
                assertInstanceOf(Rejected.class, check(users, odd, "secret"));
                assertInstanceOf(Rejected.class, check(users, "bob", odd));
                assertInstanceOf(Rejected.class, check(users, "bob", "secret\n" + odd));
            }
            assertEquals("bob", accepted(check(users, "bob", "secret")).name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenItCannotTell(Kind kind) throws IOException {
        try (Authenticator users = open(kind)) {
            breakDown(kind);
            assertInstanceOf(Unavailable.class, check(users, "bob", "secret"));
            assertInstanceOf(Unavailable.class, users.lookup("bob"));
        }
    }

    private Authenticator open(Kind kind) throws IOException {
        return switch (kind) {
            case INTERNAL -> internal();
            case EXTERNAL ->
                    new ExternalUsers(
                            new HelperPool(
                                    new FakeHelper(folder).command(),
                                    2,
                                    Duration.ofSeconds(10),
                                    System::nanoTime,
                                    log));
            case UNIX ->
                    FakePasswd.users(
                            folder.resolve("down"), new PasswordHashes(new FakeCrypt()), log);
            case CACHED -> {
                InternalUsers users = internal();
                yield new VerdictCache(
                        users, users::generation, 10, Ticker.systemTicker(), new Random(1));
            }
        };
    }

    private InternalUsers internal() throws IOException {
        Path file = folder.resolve("nwauth.txt");
        Password password = password("secret");
        String hash = PasswordHashes.hash(password, new Random(1));
        new UsersFileEditor(file).put(new UserEntry("bob", hash, Map.of()));
        UsersFiles files = new UsersFiles(TableMemory.ofTool(), log);
        NativeCalls calls = new NativeCalls(Duration.ofSeconds(10));
        return new InternalUsers(
                file,
                new PasswordHashes(new SystemCrypt(calls)),
                files,
                WorkSecret.drawn(new Random(1)),
                log);
    }

    private void breakDown(Kind kind) throws IOException {
        switch (kind) {
            case INTERNAL, CACHED -> Files.delete(folder.resolve("nwauth.txt"));
            case EXTERNAL, UNIX -> Files.createFile(folder.resolve("down"));
        }
    }

    private static Verdict check(Authenticator users, String name, String password) {
        return users.check(name, password(password), CLIENT);
    }

    private static Password password(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Accepted accepted(Verdict verdict) {
        return assertInstanceOf(Accepted.class, verdict);
    }
}
