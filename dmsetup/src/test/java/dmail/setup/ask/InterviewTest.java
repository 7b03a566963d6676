package dmail.setup.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.setup.testing.FakeDns;
import dmail.setup.testing.ScriptedAsker;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterviewTest {
    private static final int ENTERS = 16;

    @TempDir private Path folder;
    private ScriptedAsker person = new ScriptedAsker();

    @Test
    void takesWhatWasFoundWhenEnterIsPressed() throws IOException {
        Answers answers = interview(enters()).orElseThrow();

        assertEquals("example.com", answers.value(Key.HOST_DOMAIN));
        assertEquals("mail.example.com", answers.value(Key.LOCAL_HOST));
        assertEquals("mail.example.com", answers.value(Key.OTHER_NAMES));
        assertEquals("internal", answers.value(Key.AUTHENT_METHOD));
        assertEquals("postmaster", answers.value(Key.USER));
        assertEquals("freshsecret", answers.value(Key.PASSWORD));
        assertEquals("postmaster@example.com", answers.value(Key.SYSADMIN));
        assertEquals(folder.resolve("mail").toString(), answers.value(Key.DROP_PATH));
        assertEquals("dmail", answers.value(Key.RUN_AS));
        assertEquals("25", answers.value(Key.SMTP_PORT));
        assertEquals("127.0.0.0/8,::1,192.0.2.25", answers.value(Key.FORWARD_FROM_IP));
    }

    @Test
    void asksAgainUntilAnAnswerWillDo() throws IOException {
        Answers answers = interview("no domain", "example..com", "Example.NET").orElseThrow();

        assertEquals("example.net", answers.value(Key.HOST_DOMAIN));
        assertTrue(
                person.heard().contains("   \"no domain\" is not a domain such as example.com.\n"),
                person.heard());
    }

    @Test
    void explainsAQuestion() throws IOException {
        var _ = interview("?", "example.com");

        assertTrue(
                person.heard().contains("It should not be the name of this machine."),
                person.heard());
    }

    @Test
    void goesBackToTheQuestionBefore() throws IOException {
        Answers answers = interview("one.example", "back", "two.example").orElseThrow();

        assertEquals("two.example", answers.value(Key.HOST_DOMAIN));
    }

    @Test
    void goesBackPastQuestionsThatAreNotAsked() throws IOException {
        String[] unix = {"", "", "", "unix_user", "back", "internal", "ann", "secret1", "secret1"};

        Answers answers = interview(unix).orElseThrow();

        assertEquals("internal", answers.value(Key.AUTHENT_METHOD));
        assertEquals("ann", answers.value(Key.USER));
    }

    @Test
    void staysAtTheFirstQuestion() throws IOException {
        var _ = interview("back", "example.com");

        assertTrue(person.heard().contains("   This is the first question.\n"), person.heard());
    }

    @Test
    void doesNotAskForPasswordsOfTheSystemsUsers() throws IOException {
        Answers answers = interview("", "", "", "unix_user").orElseThrow();

        assertEquals(Optional.empty(), answers.find(Key.PASSWORD));
        assertEquals("root", answers.value(Key.RUN_AS));
        assertEquals("root@example.com", answers.value(Key.SYSADMIN));
        assertFalse(person.heard().contains("Password of the first user"), person.heard());
    }

    @Test
    void hasAPasswordTypedTwiceAndNeverShowsIt() throws IOException {
        String[] typed = {
            "", "", "", "internal", "ann", "secret1", "secret2", "secret3", "secret3"
        };

        Answers answers = interview(typed).orElseThrow();

        assertEquals("secret3", answers.value(Key.PASSWORD));
        assertTrue(person.heard().contains("   These were two different ones.\n"), person.heard());
        assertTrue(person.heard().contains("   password [a new one]: (secret)\n"), person.heard());
        assertFalse(person.heard().contains("secret3"), person.heard());
        assertFalse(person.heard().contains("freshsecret"), person.heard());
    }

    @Test
    void endsWhenThePersonLeaves() throws IOException {
        person = new ScriptedAsker("example.com", "quit");

        assertEquals(Optional.empty(), hold());
        person = new ScriptedAsker("example.com");
        assertEquals(Optional.empty(), hold());
    }

    @Test
    void insistsWhereNothingWasFound() throws IOException {
        person = new ScriptedAsker("", "quit");

        assertEquals(
                Optional.empty(),
                new Interview(site().named("box").facts(), new FakeDns(), person, Answers.NONE)
                        .hold());
        assertTrue(
                person.heard().contains("   An answer is needed; ? explains.\n"), person.heard());
    }

    @Test
    void tellsAtOnceWhatIsWrongInDns() throws IOException {
        var _ = interview();

        assertTrue(
                person.heard()
                        .contains(
                                """
                                   WARNING  DNS knows no such domain as example.com, so mail from elsewhere
                                            can't find it
                                """),
                person.heard());
    }

    @Test
    void fitsATerminal() throws IOException {
        String[] curious = new String[2 * ENTERS];
        for (int i = 0; i < curious.length; i++) {
            curious[i] = i % 2 == 0 ? "?" : "";
        }
        var _ = interview(curious);

        assertEquals(
                List.of(),
                person.heard()
                        .lines()
                        .filter(line -> line.length() > 79 && !line.contains(folder.toString()))
                        .toList());
        assertTrue(person.heard().contains("   tellsmtp and tellpop need it"), person.heard());
    }

    private Optional<Answers> interview(String... first) throws IOException {
        String[] lines = new String[first.length + ENTERS];
        java.util.Arrays.fill(lines, "");
        System.arraycopy(first, 0, lines, 0, first.length);
        person = new ScriptedAsker(lines);
        return hold();
    }

    private static String[] enters() {
        return new String[0];
    }

    private Optional<Answers> hold() throws IOException {
        return new Interview(site().facts(), new FakeDns(), person, Answers.NONE).hold();
    }

    private SiteFacts site() {
        return new SiteFacts(folder.resolve("dmail.conf")).at("192.0.2.25", 24);
    }
}
