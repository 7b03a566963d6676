package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed, a drop file lies in its own folder, and no two accounts share one. */
class LoginFuzzTest {
    private static final int ROUNDS = 10_000;
    private static final List<String> PIECES =
            List.of(
                    "fred",
                    "FRED",
                    "acme",
                    "beta",
                    "twin",
                    "_",
                    "-",
                    "/",
                    "\\",
                    "..",
                    ".",
                    "@",
                    "%",
                    "/acme",
                    "@acme.example",
                    "@main.example",
                    "/big/acme",
                    "acme.example",
                    ".lock",
                    "\0",
                    "\n",
                    " ",
                    "\u00e9",
                    "e\u0301",
                    "\u0130",
                    "\u0131",
                    "\u212a",
                    "\ud83d",
                    "a");

    @TempDir Path spool;
    private final Random random = new Random(20260101);

    @Test
    void keepsEachAccountToItsOwnFile() {
        for (int hashSpool = 0; hashSpool <= 2; hashSpool++) {
            for (boolean prefix : new boolean[] {true, false}) {
                play(
                        new LoginFixture(spool)
                                .settings(new LoginSettings.Naming("_", false, prefix), hashSpool));
            }
        }
    }

    private void play(LoginSettings settings) {
        Domains domains = new Domains(settings);
        LoginMapper mapper = new LoginMapper(settings, domains);
        DropLayout layout = new DropLayout(settings, domains);
        DatabaseNames names = new DatabaseNames(settings.naming(), domains);
        Map<String, Account> byName = new HashMap<>();
        Map<Path, Account> byFile = new HashMap<>();
        InetAddress[] ours = {InetAddress.ofLiteral("127.0.1.2"), InetAddress.ofLiteral("::1")};
        for (int i = 0; i < ROUNDS; i++) {
            String login = text();
            if (mapper.map(login, ours[i % 2]) instanceof Mapping.Mapped(var account, _)) {
                Path file = layout.implied(account).orElseThrow();
                Path folder = account.home().dropPath();
                assertTrue(file.startsWith(folder) && !file.equals(folder), login);
                assertEquals(folder.getNameCount() + settings.hashSpool() + 1, file.getNameCount());
                assertSame(account, byName.put(names.nameOf(account), account), login);
                assertSame(account, byFile.put(file, account), login);
            }
        }
        assertTrue(byFile.size() > 20);
    }

    private static void assertSame(Account account, @Nullable Account before, String login) {
        assertTrue(before == null || before.equals(account), login);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
