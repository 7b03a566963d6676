package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.Server;
import dmail.common.login.LoginEvent;
import dmail.common.login.LoginEvent.Outcome;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the servers tell each other of logins. */
class SharedLoginEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    @TempDir private Path work;
    private final MemoryLog log = new MemoryLog();
    private final Random random = new Random(3);
    private int told;

    private SharedLoginEvents news(Server self) {
        return new SharedLoginEvents(work, self, random, log);
    }

    private LoginEvent event() {
        told++;
        return new LoginEvent(
                NOON.plusSeconds(told), Outcome.WRONG, CLIENT, "%016x".formatted(told));
    }

    private LoginEvent tell(SharedLoginEvents news) {
        LoginEvent event = event();
        news.tell(event);
        return event;
    }

    @Test
    void eachServerHearsTheOther() {
        SharedLoginEvents dsmtp = news(Server.DSMTP);
        SharedLoginEvents dpop = news(Server.DPOP);
        assertEquals(List.of(), dsmtp.hear());

        LoginEvent first = tell(dpop);
        LoginEvent second = tell(dpop);
        assertEquals(List.of(first, second), dsmtp.hear());
        assertEquals(List.of(), dsmtp.hear());

        LoginEvent third = tell(dsmtp);
        assertEquals(List.of(third), news(Server.DPOP).hear().subList(2, 3));
        assertEquals(List.of(), dsmtp.hear());
    }

    @Test
    void whoStartsAgainHearsAllInTheOrderOfTime() {
        SharedLoginEvents dsmtp = news(Server.DSMTP);
        SharedLoginEvents dpop = news(Server.DPOP);
        List<LoginEvent> all = List.of(tell(dsmtp), tell(dpop), tell(dsmtp));

        assertEquals(all, news(Server.DSMTP).hear());
        assertEquals(all, news(Server.DPOP).hear());
    }

    @Test
    void nothingIsLostOrHeardTwiceWhenAFileIsPutAside() throws IOException {
        SharedLoginEvents dsmtp = news(Server.DSMTP);
        SharedLoginEvents dpop = news(Server.DPOP);
        List<LoginEvent> said = new ArrayList<>();
        List<LoginEvent> heard = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            said.add(tell(dpop));
            heard.addAll(dsmtp.hear());
            said.add(tell(dpop));
            pad();
            said.add(tell(dpop));
            said.add(tell(dpop));
            heard.addAll(dsmtp.hear());
        }

        assertEquals(said, heard);
        assertTrue(Files.size(work.resolve("login-pace.dpop")) < 1000);
        try (var files = Files.list(work)) {
            assertEquals(2, files.count());
        }
    }

    /** With lines that are none. */
    private void pad() throws IOException {
        Path file = work.resolve("login-pace.dpop");
        Files.writeString(
                file, "\n".repeat((int) LoginEventFile.ROTATED_AT), StandardOpenOption.APPEND);
    }

    @Test
    void whatIsTornOrOddIsNoEvent() throws IOException {
        SharedLoginEvents dsmtp = news(Server.DSMTP);
        SharedLoginEvents dpop = news(Server.DPOP);
        LoginEvent first = tell(dpop);
        Files.writeString(
                work.resolve("login-pace.dpop"),
                """
                \0\0\0
                x - 192.0.2.1 0000000000000001
                1 ? 192.0.2.1 0000000000000001
                1 - host.example 0000000000000001
                1 - 192.0.2.1 1
                99999999999999999999 - 192.0.2.1 0000000000000001
                1 - 192.0.2.1 0000000000\
                """,
                StandardOpenOption.APPEND);
        assertEquals(List.of(first), dsmtp.hear());

        Files.writeString(work.resolve("login-pace.dpop"), "000001\n", StandardOpenOption.APPEND);
        assertEquals(1, dsmtp.hear().size());
    }

    @Test
    void aFileThatAnotherHandHasMadeLongIsNotReadWhole() throws IOException {
        Path file = work.resolve("login-pace.dpop");
        tell(news(Server.DPOP));
        for (int i = 0; i < 5; i++) {
            pad();
        }
        Files.writeString(file, "1 - 192.0.2.1 00000000000000ff\n", StandardOpenOption.APPEND);

        assertEquals(1, news(Server.DSMTP).hear().size());
    }

    @Test
    void onlyTheServersCanReadIt() throws IOException {
        tell(news(Server.DSMTP));

        Path file = work.resolve("login-pace.dsmtp");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /** And a login is none the worse for it. */
    @Test
    void aLinkIsNotFollowedAndTroubleIsLoggedOnce() throws IOException {
        Path elsewhere = Files.createFile(work.resolve("elsewhere"));
        Files.createSymbolicLink(work.resolve("login-pace.dsmtp"), elsewhere);
        SharedLoginEvents dsmtp = news(Server.DSMTP);

        tell(dsmtp);
        tell(dsmtp);

        assertEquals(0, Files.size(elsewhere));
        assertEquals(1, log.lines().size());
    }

    @Test
    void addressesOfAllKindsComeBack() {
        for (String address : List.of("192.0.2.1", "2001:db8::7", "fe80::1")) {
            LoginEvent event =
                    new LoginEvent(
                            NOON,
                            Outcome.RIGHT,
                            InetAddress.ofLiteral(address),
                            "0123456789abcdef");

            assertEquals(event, LoginEvent.parse(event.line()).orElseThrow());
        }
    }
}
