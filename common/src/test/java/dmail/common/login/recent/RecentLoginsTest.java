package dmail.common.login.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.Wildcard;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecentLoginsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::7");

    @TempDir private Path work;
    private LoginLedger ledger;
    private RecentLogins logins;

    @BeforeEach
    void begin() {
        ledger = new LoginLedger(work);
        logins = new RecentLogins(work);
    }

    @Test
    void nobodyBeforeTheFirstLogin() throws Exception {
        assertFalse(covers(HERE, "*", NOON));
    }

    @Test
    void mtqN4_aLoginCountsForItsAddressAndItsTime() throws Exception {
        note("bob", HERE, NOON);

        assertTrue(covers(HERE, "*", NOON));
        assertTrue(covers(HERE, "*", NOON.plus(WINDOW)));
        assertFalse(covers(HERE, "*", NOON.plus(WINDOW).plusSeconds(1)));
        assertFalse(covers(SIX, "*", NOON));
        note("bob", SIX, NOON);
        assertTrue(covers(SIX, "*", NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "bob, true",
        "b*, true",
        "bob@acme.example, true",
        "*@acme.example, true",
        "*@other.example, false",
        "acme_bob, false",
        "@, false"
    })
    void patternsSayWhoCounts(String pattern, boolean covered) throws Exception {
        note("bob", HERE, NOON);

        assertEquals(covered, covers(HERE, pattern, NOON));
    }

    @Test
    void theSameLoginIsNotedAgainOnlyAfterAMoment() throws Exception {
        for (int i = 0; i < 25; i++) {
            note("bob", HERE, NOON.plusSeconds(i));
        }

        assertEquals(3, Files.readAllLines(work.resolve("logins.log")).size());
        assertTrue(covers(HERE, "bob", NOON.plus(WINDOW).plusSeconds(20)));
    }

    @Test
    void bothSidesSurviveARestart() throws Exception {
        note("bob", HERE, NOON);
        begin();
        note("carol", SIX, NOON);

        assertTrue(covers(HERE, "bob", NOON));
        assertTrue(covers(SIX, "carol", NOON));
    }

    @Test
    void aLongListIsPutAsideAndStillCounts() throws Exception {
        note("bob", HERE, NOON);
        assertTrue(covers(HERE, "*", NOON));
        Path file = work.resolve("logins.log");
        String filler = "1 192.0.2.9 x@acme.example\n".repeat(200_000);
        Files.writeString(file, filler, StandardOpenOption.APPEND);
        note("carol", SIX, NOON);

        assertEquals(1, Files.readAllLines(file).size());
        assertTrue(covers(SIX, "carol", NOON));
        assertTrue(covers(HERE, "bob", NOON));
    }

    @Test
    void whatIsTornOrOddIsNoLogin() throws Exception {
        long now = NOON.getEpochSecond();
        Files.writeString(
                work.resolve("logins.log"),
                "x 192.0.2.7 bob@acme.example\n"
                        + now
                        + " host.example bob@acme.example\n"
                        + now
                        + " 192.0.2.7 bob\n\n\u0000\n"
                        + now
                        + " 192.0.2.7 bob@acme.ex");
        assertFalse(covers(HERE, "*", NOON));

        Files.writeString(work.resolve("logins.log"), "ample\n", StandardOpenOption.APPEND);
        assertTrue(covers(HERE, "bob@acme.example", NOON));
    }

    @Test
    void onlyTheServersCanReadTheList() throws Exception {
        note("bob", HERE, NOON);

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(work.resolve("logins.log"))));
    }

    private void note(String user, InetAddress client, Instant when) throws IOException {
        MailDomain home = new MailDomain.Virtual("acme", new Domain("acme.example"), work);
        ledger.note(new Account(user, home), client, when);
    }

    private boolean covers(InetAddress client, String users, Instant now) throws IOException {
        List<Wildcard> patterns =
                Stream.of(users).map(text -> Wildcard.parse(text).orElseThrow()).toList();
        return logins.covers(client, patterns, WINDOW, now);
    }
}
