package dmail.pop.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import dmail.pop.session.Client;
import dmail.pop.session.SessionEnd;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Client CLIENT = new Client("s1", LOOPBACK, LOOPBACK, 110, "pop");

    private final FakeClock clock = FakeClock.atNoon();

    private final Statistics statistics = in("UTC");

    private Statistics in(String zone) {
        return new Statistics(clock, ZoneId.of(zone));
    }

    private static SessionEnd collected(int messages) {
        return new SessionEnd(
                CLIENT,
                "",
                "alice",
                Duration.ofMillis(1500),
                true,
                1,
                messages,
                messages * 100L,
                3,
                messages - 1,
                "quit");
    }

    private static SessionEnd wrongPasswords() {
        return new SessionEnd(
                CLIENT,
                "",
                "",
                Duration.ofMillis(700),
                false,
                3,
                0,
                0,
                0,
                0,
                "too many failed logins");
    }

    @Test
    void sumsUpThisHourTodayAndAll() {
        statistics.add(collected(2));
        clock.advance(Duration.ofHours(1));
        statistics.add(wrongPasswords());
        clock.advance(Duration.ofDays(1));
        statistics.add(collected(5));

        assertEquals(
                """
                                        this hour            today      since start
                sessions                        1                1                3
                encrypted                       1                1                2
                logins                          1                1                2
                failed_logins                   1                1                5
                messages_sent                   5                5                7
                octets_sent                   500              500              700
                tops_sent                       3                3                6
                messages_removed                4                4                5
                seconds                         1                1                3
                """,
                statistics.reply().text());
    }

    @Test
    void anHourEndsWithoutASession() {
        statistics.add(collected(2));
        clock.advance(Duration.ofMinutes(60));

        assertTrue(
                statistics
                        .reply()
                        .json()
                        .startsWith(
                                "{\"this_hour\":{\"since\":\"2026-11-21T13:00:00Z\",\"sessions\":0,"));
    }

    @Test
    void tellsProgramsSinceWhenInUtc() {
        Statistics abroad = in("Asia/Kolkata");
        abroad.add(wrongPasswords());
        String figures =
                "\"sessions\":1,\"encrypted\":0,\"logins\":0,\"failed_logins\":3,\"messages_sent\":0,"
                        + "\"octets_sent\":0,\"tops_sent\":0,\"messages_removed\":0,\"seconds\":0}";

        assertEquals(
                "{\"this_hour\":{\"since\":\"2026-11-21T11:30:00Z\","
                        + figures
                        + ",\"today\":{\"since\":\"2026-11-20T18:30:00Z\","
                        + figures
                        + ",\"since_start\":{\"since\":\"2026-11-21T12:00:00Z\","
                        + figures
                        + "}",
                abroad.reply().json());
    }
}
