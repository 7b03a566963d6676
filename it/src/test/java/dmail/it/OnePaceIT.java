package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins of both servers, before and after a restart, are slowed down and answered as one. */
@Timeout(180)
class OnePaceIT {
    /** On loopback only the account counts, from twenty failures. */
    private static final int FAILURES = 24;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    @TempDir private Path folder;
    private Site site;
    private Suite suite;

    @BeforeEach
    void starts() throws Exception {
        site =
                Site.in(folder)
                        .line("host_domain second.example")
                        .line("auth_clear_text true")
                        .user("ann", "secret")
                        .user("bob", "secret")
                        .user("eve", "secret")
                        .write();
        suite = Suite.start(site);
    }

    @AfterEach
    void stops() {
        suite.close();
    }

    private void restart() throws Exception {
        assertTrue(suite.stop());
        suite = Suite.start(site);
    }

    @Test
    void whatFailsAtOneServerWaitsAtTheOtherAndAfterARestart() throws Exception {
        guess(i -> wrongBySmtp("ann", "guess " + i));
        guess(i -> wrongByPop("BOB@second.example", "guess" + i));
        guess(_ -> wrongByPop("eve", "guess"));

        assertTrue(login("ann").compareTo(PAUSE) >= 0);
        assertTrue(login("eve").compareTo(PAUSE) < 0);
        restart();
        assertTrue(login("bob").compareTo(PAUSE) >= 0);
        assertTrue(login("ann").compareTo(PAUSE) < 0);
    }

    /** One guess of many. */
    @FunctionalInterface
    private interface Guess {
        void make(int number) throws IOException, InterruptedException;
    }

    private static void guess(Guess guess) throws Exception {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < FAILURES; i++) {
            int number = i;
            all.add(() -> {
                guess.make(number);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(all)) {
                each.get();
            }
        }
    }

    private void wrongBySmtp(String user, String password)
            throws IOException, InterruptedException {
        try (SmtpClient smtp = SmtpClient.connect(suite.smtp())) {
            String plain = base64("\0" + user + "\0" + password);
            assertEquals(535, smtp.command("AUTH PLAIN " + plain).code());
        }
    }

    private void wrongByPop(String user, String password) throws IOException, InterruptedException {
        try (PopClient pop = PopClient.connect(suite.pop())) {
            assertTrue(pop.command("USER " + user).startsWith("+OK"));
            assertTrue(pop.command("PASS " + password).startsWith("-ERR [AUTH]"));
        }
    }

    /** {@return how long a login with the right password takes} */
    private Duration login(String user) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (PopClient pop = PopClient.login(suite.pop(), user, "secret")) {
            pop.quit();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** As mail programs do before they ask for another password, over the same connection. */
    @Test
    void aConnectionBearsAWrongPasswordByEachMechanism() throws Exception {
        try (PopClient pop = PopClient.connect(suite.pop())) {
            String wrong = base64("\0ann\0typo");
            assertTrue(pop.command("AUTH PLAIN " + wrong).startsWith("-ERR [AUTH]"));
            assertTrue(pop.command("AUTH LOGIN " + base64("ann")).startsWith("+ "));
            assertTrue(pop.command(base64("typo")).startsWith("-ERR [AUTH]"));
            assertTrue(pop.command("USER ann").startsWith("+OK"));
            assertTrue(pop.command("PASS typo").startsWith("-ERR [AUTH]"));
            assertTrue(pop.command("AUTH PLAIN " + base64("\0ann\0secret")).startsWith("+OK"));
        }
        try (SmtpClient smtp = SmtpClient.connect(suite.smtp())) {
            String wrong = base64("\0ann\0typo");
            for (int i = 0; i < 4; i++) {
                assertEquals(535, smtp.command("AUTH PLAIN " + wrong).code());
            }
            assertEquals(235, smtp.command("AUTH PLAIN " + base64("\0ann\0secret")).code());
        }
    }

    @Test
    void whatAClientIsShownOfANameTellsNobodyWhetherItIsThere() throws Exception {
        List<String> shown = new ArrayList<>();
        for (String name : List.of("ann", "nobody")) {
            String here = shownByPop(name);
            assertEquals(here, shownBySmtp(name));
            assertEquals(here, shownByPop(name.toUpperCase(java.util.Locale.ROOT)));
            assertEquals(here, shownBySmtp(name + "@second.example"));
            shown.add(here);
        }
        assertNotEquals(shown.getFirst(), shown.getLast());
        assertEquals(shown.getFirst().length(), shown.getLast().length());

        restart();

        assertEquals(shown, List.of(shownByPop("ann"), shownByPop("nobody")));
        assertEquals(shown, List.of(shownBySmtp("ann"), shownBySmtp("nobody")));
    }

    private String shownByPop(String name) throws IOException, InterruptedException {
        try (PopClient pop = PopClient.connect(suite.pop())) {
            return shown(pop.command("AUTH SCRAM-SHA-256 " + first(name)).substring(2));
        }
    }

    private String shownBySmtp(String name) throws IOException, InterruptedException {
        try (SmtpClient smtp = SmtpClient.connect(suite.smtp())) {
            SmtpClient.Reply reply = smtp.command("AUTH SCRAM-SHA-256 " + first(name));
            assertEquals(334, reply.code());
            return shown(reply.lines().getLast().replaceFirst("^334 ", ""));
        }
    }

    private static String first(String name) {
        return base64("n,,n=" + name + ",r=clientnonce");
    }

    /** Salt and iterations, without the nonce. */
    private static String shown(String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        return text.substring(text.indexOf(",s="));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
