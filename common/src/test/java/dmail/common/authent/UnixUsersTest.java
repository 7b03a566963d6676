package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.io.Owner;
import dmail.common.system.PamCheck;
import dmail.common.system.SystemBusyException;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixUsersTest {
    private static final Path NEVER_DOWN = Path.of("/nonexistent");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    private final UnixUsers users =
            FakePasswd.users(NEVER_DOWN, new PasswordHashes(new FakeCrypt()), new MemoryLog());

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

    /** What PAM says, and the questions that it was asked. */
    private record FakePam(Answer answer, List<String> asked) implements PamCheck {
        @Override
        public Answer check(String user, byte[] password, String host) {
            asked.add(user + " " + new String(password, StandardCharsets.UTF_8) + " " + host);
            return answer;
        }
    }

    @Test
    void asksPamAboutEverybodyWhereItIsSetUp() {
        List<String> asked = new ArrayList<>();
        FakePam right = new FakePam(PamCheck.Answer.RIGHT, asked);

        assertInstanceOf(Accepted.class, checkBy(right, "BOB"));
        assertEquals(new Rejected(Reason.NO_SUCH_USER), checkBy(right, "nobodyknown"));
        assertEquals(new Rejected(Reason.NOT_ALLOWED), checkBy(right, "daemon"));
        assertEquals(
                List.of(
                        "bob secret 192.0.2.1",
                        "nobodyknown secret 192.0.2.1",
                        "daemon secret 192.0.2.1"),
                asked);
    }

    @Test
    void believesWhatPamSays() {
        assertEquals(
                new Rejected(Reason.WRONG_PASSWORD),
                checkBy(new FakePam(PamCheck.Answer.WRONG, new ArrayList<>()), "bob"));
        assertEquals(
                new Rejected(Reason.NOT_ALLOWED),
                checkBy(new FakePam(PamCheck.Answer.NOT_ALLOWED, new ArrayList<>()), "bob"));
    }

    @Test
    void nobodyIsRefusedForGoodWhilePamCannotTell() {
        PamCheck down =
                (_, _, _) -> {
                    throw new SystemBusyException("directory server down");
                };

        assertInstanceOf(Verdict.Unavailable.class, checkBy(down, "bob"));
    }

    private static Verdict checkBy(PamCheck pam, String name) {
        UnixUsers asked =
                new UnixUsers(new FakePasswd(NEVER_DOWN), new PamPasswords(pam), new MemoryLog());
        return asked.check(name, password("secret"), CLIENT);
    }

    private Verdict check(String name, String password) {
        return users.check(name, password(password), CLIENT);
    }

    private static Password password(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }
}
