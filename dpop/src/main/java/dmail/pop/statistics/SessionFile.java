package dmail.pop.statistics;

import dmail.common.address.IpLiteral;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.io.PrivateFolders;
import dmail.common.log.DayFile;
import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogFormat;
import dmail.common.log.LogLine;
import dmail.common.log.ServerLog;
import dmail.pop.session.SessionEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** The file of the day, with a line for each session, while {@code stats_path} is set. */
public final class SessionFile implements AutoCloseable {
    private final Log log;
    private final ServerLog lines;
    private volatile boolean on;

    /** The last folder that was set: lines for it may still be buffered. */
    private volatile Path folder;

    /**
     * @param format how lines begin
     * @param zone whose days the files are of
     * @param log hears of a folder that can't be used
     */
    public SessionFile(
            Configuration configuration,
            LogFormat format,
            InstantSource clock,
            ZoneId zone,
            Log log) {
        this.log = log;
        this.folder = configuration.value(FileSettings.WORK_PATH);
        this.lines =
                ServerLog.start(
                        format, clock, Level.INFO, new DayFile("dp", () -> folder, clock, zone));
        change(configuration);
    }

    /** Uses new settings and makes their folder. Without the folder dpop still serves mail. */
    public void change(Configuration next) {
        Optional<Path> wanted = next.find(LoggingSettings.STATS_PATH);
        wanted.ifPresent(this::use);
        on = wanted.isPresent();
    }

    private void use(Path wanted) {
        folder = wanted;
        try {
            PrivateFolders.create(wanted);
        } catch (IOException e) {
            log.error(
                    LogLine.of("stats_path cannot be used").with("path", wanted).with("reason", e));
        }
    }

    /** Writes the line of a session. */
    public void write(SessionEnd end) {
        if (on) {
            lines.info(line(end));
        }
    }

    private static LogLine line(SessionEnd end) {
        LogLine line =
                LogLine.of(end.client().id(), "session")
                        .with("client", IpLiteral.text(end.client().address()));
        if (!end.name().isEmpty()) {
            line.with("name", end.name());
        }
        return line.with("user", end.user())
                .with("ms", end.duration().toMillis())
                .with("tls", end.encrypted())
                .with("failed", end.failedLogins())
                .with("retr", end.retrieved())
                .with("octets", end.octets())
                .with("top", end.tops())
                .with("removed", end.removed())
                .with("reason", end.reason());
    }

    @Override
    public void close() {
        lines.close();
    }
}
