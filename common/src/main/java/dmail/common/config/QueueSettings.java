package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.hours;
import static dmail.common.config.type.MeasureTypes.minutes;
import static dmail.common.config.type.MeasureTypes.seconds;

import dmail.common.config.type.SettingTypes;
import java.time.Duration;

/** The settings of the section Queue: when queued mail is tried, and which notices senders get. */
public final class QueueSettings {
    static final SettingTable TABLE = new SettingTable("Queue");

    public static final Setting<Duration> RETRY_FIRST =
            TABLE.smtp("retry_first", minutes(Duration.ZERO, Duration.ofDays(7)))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does(
                            "The time between the first and the second attempt to deliver a"
                                    + " message. After the second, third and fourth it is three,"
                                    + " six and twelve times as long, but at most retry_interval;"
                                    + " after that it is retry_interval. 0 means retry_interval"
                                    + " from the start.");

    public static final Setting<Duration> RETRY_INTERVAL =
            TABLE.smtp("retry_interval", seconds(Duration.ofSeconds(1), Duration.ofDays(7)))
                    .ours()
                    .otherwise(Duration.ofHours(2))
                    .does(
                            "The time between two attempts to deliver a message, after the first"
                                    + " ones (retry_first). In a scope, or with max_retry_interval,"
                                    + " it is the time after the first attempt, and doubles after"
                                    + " each further one.");

    public static final Setting<Duration> MAX_RETRYTIME =
            TABLE.smtp("max_retrytime", hours(Duration.ofMinutes(1), Duration.ofDays(365)))
                    .otherwise(Duration.ofDays(4))
                    .does("How long a message is retried before it bounces.");

    public static final Setting<Boolean> BOUNCE_BODY =
            TABLE.smtp("bounce_body", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether a bounce includes the text of the message, up to 50,000"
                                    + " octets, if the sender didn't choose (RET of RFC 3461).");

    private QueueSettings() {}
}
