package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.io.Owner;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixUsersTest {
    private final UnixUsers users =
            new UnixUsers(
                    new FakePasswd(Path.of("/nonexistent")),
                    new PasswordHashes(new FakeCrypt()),
                    InstantSource.system(),
                    new MemoryLog());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daemon",
                "locked",
                "star",
                "empty",
                "expired",
                "aged",
                "mustchange",
                "noshell"
            })
    void letsOnlyPeopleLogIn(String name) {
        assertEquals(new Rejected(Reason.NOT_ALLOWED), check(name, "secret"));
        assertEquals(new Rejected(Reason.NOT_ALLOWED), check(name, ""));
        assertInstanceOf(Accepted.class, users.lookup(name));
    }

    @Test
    void takesAnEmptyShellForTheUsualOne() {
        assertInstanceOf(Accepted.class, check("plain", "secret"));
    }

    @Test
    void givesDropFilesTheirUsersOwner() {
        Accepted bob = assertInstanceOf(Accepted.class, users.lookup("bob"));
        assertEquals(new Owner(1000, 1000), bob.owner());
    }

    @Test
    void findsAnAccountInLowerCaseWhereNoneIsSpelledAsAsked() {
        Accepted bob = assertInstanceOf(Accepted.class, users.lookup("BOB"));
        assertEquals("bob", bob.name());
    }

    private Verdict check(String name, String password) {
        Password given = new Password(password.getBytes(StandardCharsets.UTF_8));
        return users.check(name, given, InetAddress.ofLiteral("192.0.2.1"));
    }
}
