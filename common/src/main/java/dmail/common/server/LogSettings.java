package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.LoggingSettings;
import dmail.common.log.LogFile;
import dmail.common.log.LogOutput;
import dmail.common.log.StreamOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the log that dmail.conf asks for. */
final class LogSettings {
    private LogSettings() {}

    /**
     * Opens the log file, or standard error when {@code log_path} isn't set.
     *
     * @param program names the file
     * @param standardError where the log goes without a file
     */
    static LogOutput open(Configuration configuration, String program, OutputStream standardError)
            throws IOException {
        Optional<Path> folder = configuration.find(LoggingSettings.LOG_PATH);
        if (folder.isEmpty()) {
            return new StreamOutput(standardError);
        }
        long largest = configuration.value(LoggingSettings.MAX_LOG_SIZE).octets();
        return LogFile.open(
                folder.get().resolve(program + ".log"),
                largest == 0 ? Long.MAX_VALUE : largest,
                configuration.value(LoggingSettings.ROTATED_LOGS));
    }
}
