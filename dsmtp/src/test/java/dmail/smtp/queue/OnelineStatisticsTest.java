package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.log.LogFormat;
import dmail.common.testing.FakeClock;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.routing.TestExpansions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnelineStatisticsTest {
    private static final String HEAD = " h.example dsmtp[7]: 0VKZ6C1XQ4W7HD ";

    private final FakeClock clock = FakeClock.atNoon();
    private final Envelope envelope =
            new Envelope(
                    new QueueId("0VKZ6C1XQ4W7HD"),
                    clock.instant(),
                    ReversePath.NULL,
                    List.of(recipient("bob@b.example"), recipient("carol@c.example")),
                    false,
                    false,
                    DsnRequest.NONE);
    private final AtomicReference<Configuration> settings = new AtomicReference<>();
    private @TempDir Path folder;

    private static Recipient recipient(String address) {
        return Recipient.of(EmailAddress.parse(address).orElseThrow());
    }

    private OnelineStatistics open(String lines) {
        settings.set(configuration(lines));
        return new OnelineStatistics(
                settings::get, new LogFormat("h.example", "dsmtp", 7), clock, ZoneOffset.UTC);
    }

    private Configuration configuration(String lines) {
        return TestExpansions.configuration(folder, lines);
    }

    @Test
    void eachRecipientHasALineInTheFileOfTheDay() throws IOException {
        try (OnelineStatistics statistics = open("oneline_stats true\n")) {
            clock.advance(Duration.ofMillis(1500));
            statistics.delivered(envelope, 2177, List.of(0), "");
            statistics.givenUp(
                    envelope,
                    2177,
                    new TreeMap<>(
                            Map.of(
                                    1,
                                    DeliveryStatus.of(new EnhancedCode(5, 1, 1), "no such user"))));
        }

        assertEquals(
                "2026-11-21T12:00:01.500Z"
                        + HEAD
                        + "delivered from=<> to=<bob@b.example> size=2177 ms=1500\n"
                        + "2026-11-21T12:00:01.500Z"
                        + HEAD
                        + "failed from=<> to=<carol@c.example> size=2177 ms=1500 status=5.1.1\n",
                Files.readString(folder.resolve("work/dm2111.log")));
    }

    @Test
    void theFileOfTheDayAYearAgoMakesWay() throws IOException {
        Path file = folder.resolve("logs/dm2111.log");
        Files.createDirectory(folder.resolve("logs"));
        Files.writeString(file, "old\n");
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(365))));
        try (OnelineStatistics statistics = open("oneline_stats true\nlog_path logs\n")) {
            statistics.delivered(envelope, 1, List.of(0), "mx.b.example [192.0.2.1]");
        }

        assertEquals(
                "2026-11-21T12:00:00.000Z"
                        + HEAD
                        + "delivered from=<> to=<bob@b.example> size=1 ms=0"
                        + " relay=\"mx.b.example [192.0.2.1]\"\n",
                Files.readString(file));
    }

    @Test
    void aReloadSwitchesThemOnAndOff() {
        Path file = folder.resolve("work/dm2111.log");
        try (OnelineStatistics statistics = open("oneline_stats true\n")) {
            settings.set(configuration(""));
            statistics.delivered(envelope, 1, List.of(0), "");
        }

        assertFalse(Files.exists(file));
    }
}
