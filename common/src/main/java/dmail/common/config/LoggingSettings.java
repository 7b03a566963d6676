package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.kilobytes;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Size;
import dmail.common.log.Level;
import java.nio.file.Path;

/** The settings of the section Logs: what is logged, and where. */
public final class LoggingSettings {
    static final SettingTable TABLE = new SettingTable("Logs");

    public static final Setting<Level> LOG_LEVEL =
            TABLE.both("log_level", SettingTypes.LOG_LEVEL)
                    .otherwise(Level.INFO)
                    .does("How much is logged.");

    public static final Setting<Path> LOG_PATH =
            TABLE.both("log_path", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("none; logs go to standard error")
                    .does("The folder of the log files dsmtp.log and dpop.log.");

    public static final Setting<Size> MAX_LOG_SIZE =
            TABLE.both("max_log_size", kilobytes())
                    .otherwise(Size.ofMegabytes(10))
                    .does("The size at which the log file is rotated; 0 means never.");

    public static final Setting<Integer> ROTATED_LOGS =
            TABLE.both("rotated_logs", number(0, 1000))
                    .otherwise(10)
                    .does("How many rotated log files are kept.");

    public static final Setting<Integer> MAX_LOGLEN =
            TABLE.both("max_loglen", number(200, Integer.MAX_VALUE))
                    .otherwise(2000)
                    .does("The longest line of the log, in characters; longer ones are cut.");

    public static final Setting<Boolean> ONELINE_STATS =
            TABLE.smtp("oneline_stats", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether each recipient whose mail was delivered or given up gets a"
                                    + " line in dmDDMM.log, a file for each day, in log_path, or"
                                    + " else in work_path.");

    public static final Setting<Path> STATS_PATH =
            TABLE.pop("stats_path", SettingTypes.PATH)
                    .otherwiseText("none; there are no such files")
                    .does(
                            "The folder of the files dpDDMM.log, one for each day, with a line"
                                    + " for each session. It is created if missing.");

    private LoggingSettings() {}
}
