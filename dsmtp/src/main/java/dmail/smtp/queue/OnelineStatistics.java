package dmail.smtp.queue;

import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.log.DayFile;
import dmail.common.log.Level;
import dmail.common.log.LogFormat;
import dmail.common.log.LogLine;
import dmail.common.log.ServerLog;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Writes the statistics lines while {@code oneline_stats} is true. */
public final class OnelineStatistics implements Statistics, AutoCloseable {
    private final InstantSource clock;
    private final ServerLog lines;
    private final Supplier<Configuration> settings;

    /**
     * @param settings supplies the current settings
     * @param format the start of a line
     * @param zone in which days begin
     */
    public OnelineStatistics(
            Supplier<Configuration> settings, LogFormat format, InstantSource clock, ZoneId zone) {
        this.settings = settings;
        this.clock = clock;
        this.lines =
                ServerLog.start(
                        format, clock, Level.INFO, new DayFile("dm", this::folder, clock, zone));
    }

    private Path folder() {
        Configuration now = settings.get();
        return now.find(LoggingSettings.LOG_PATH)
                .orElseGet(() -> now.value(FileSettings.WORK_PATH));
    }

    private boolean isOff() {
        return !settings.get().value(LoggingSettings.ONELINE_STATS);
    }

    @Override
    public void delivered(
            Envelope envelope, long size, List<Integer> recipientIndexes, String relay) {
        if (isOff()) {
            return;
        }
        for (int index : recipientIndexes) {
            LogLine line = line("delivered", envelope, size, index);
            lines.info(relay.isEmpty() ? line : line.with("relay", relay));
        }
    }

    @Override
    public void givenUp(Envelope envelope, long size, SortedMap<Integer, DeliveryStatus> why) {
        if (isOff()) {
            return;
        }
        why.forEach((recipientIndex, reason) ->
                lines.info(
                        line("failed", envelope, size, recipientIndex)
                                .with("status", reason.status())));
    }

    private LogLine line(String event, Envelope envelope, long size, int index) {
        return LogLine.of(envelope.id().text(), event)
                .with("from", "<" + envelope.sender() + ">")
                .with("to", "<" + envelope.recipients().get(index).address() + ">")
                .with("size", size)
                .with("ms", Duration.between(envelope.accepted(), clock.instant()).toMillis());
    }

    @Override
    public void close() {
        lines.close();
    }
}
