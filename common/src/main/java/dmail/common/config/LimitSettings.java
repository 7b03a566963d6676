package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.kilobytes;
import static dmail.common.config.type.MeasureTypes.megabytes;
import static dmail.common.config.type.MeasureTypes.seconds;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.config.type.Size;
import java.time.Duration;

/** The settings of the section Limits: sizes, numbers and times. */
public final class LimitSettings {
    static final SettingTable TABLE = new SettingTable("Limits");

    private static final Duration DAY = Duration.ofDays(1);

    public static final Setting<Size> MAX_SIZE =
            TABLE.smtp("max_size", kilobytes())
                    .ours()
                    .otherwise(Size.ofKilobytes(51200))
                    .does("The largest message accepted; 0 means no limit.");

    public static final Setting<Integer> MAX_RCPTS =
            TABLE.smtp("max_rcpts", number(1, 1_000_000))
                    .otherwise(1000)
                    .does("The limit for the recipients of a message.");

    public static final Setting<Integer> MAX_ERRORS =
            TABLE.smtp("max_errors", number(1, 1_000_000))
                    .ours()
                    .otherwise(20)
                    .does("The number of refused commands after which the connection is closed.");

    public static final Setting<Integer> MAX_SESSIONS =
            TABLE.both("max_sessions", number(1, 1_000_000))
                    .ours()
                    .otherwise(10_000)
                    .does(
                            "The limit for the connections of each server; lower if the memory"
                                    + " for them holds fewer. When it is reached, the client that"
                                    + " has most connections loses one to a client that has"
                                    + " fewer; among equals the longest idle connection is"
                                    + " closed. See dsmtp(8).");

    public static final Setting<Integer> MAX_SESSIONS_PER_IP =
            TABLE.both("max_sessions_per_ip", number(1, 1_000_000))
                    .ours()
                    .otherwise(50)
                    .does(
                            "The limit for the connections from one IPv4 address or one IPv6"
                                    + " network (sessions_ipv6_prefix); loopback is exempt.");

    public static final Setting<Integer> SESSIONS_IPV6_PREFIX =
            TABLE.both("sessions_ipv6_prefix", number(1, 128))
                    .ours()
                    .otherwise(64)
                    .does(
                            "The length of the IPv6 prefix that is one client where connections"
                                    + " and memory are counted, since a client that has one"
                                    + " address of such a network has all of them.");

    public static final Setting<Size> SMTP_MEMORY =
            TABLE.smtp("smtp_memory", megabytes())
                    .ours()
                    .onRestart()
                    .otherwiseText("a tenth of the machine's, 96m to 4g")
                    .does(
                            "The heap of dsmtp, from 32m to the machine's memory. The line must"
                                    + " be in dmail.conf itself, not in an included file, since"
                                    + " the launcher reads it. About three fifths are for what"
                                    + " clients make the server hold; see dsmtp(8), Memory.");

    public static final Setting<Size> POP_MEMORY =
            TABLE.pop("pop_memory", megabytes())
                    .ours()
                    .onRestart()
                    .otherwiseText("a tenth of the machine's, 96m to 4g")
                    .does("The same for dpop; see dpop(8).");

    public static final Setting<Integer> LOGINS_IPV6_PREFIX =
            TABLE.both("logins_ipv6_prefix", number(16, 64))
                    .ours()
                    .otherwise(48)
                    .does(
                            "The length of a second IPv6 prefix for which failed logins are"
                                    + " counted, besides 64, since a client may have all of such"
                                    + " a network; 64 means no second one.");

    public static final Setting<Duration> SMTP_TIMEOUT =
            TABLE.smtp("smtp_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does("The time after which a client that sends nothing is disconnected.");

    public static final Setting<Duration> POP_TIMEOUT =
            TABLE.pop("pop_timeout", seconds(Duration.ofMinutes(10), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(10))
                    .does(
                            "The time after which a client that sends nothing is disconnected;"
                                    + " the messages that it marked are not deleted. RFC 1939"
                                    + " requires at least 10 minutes.");

    public static final Setting<Size> MIN_SPACE =
            TABLE.both("min_space", megabytes())
                    .otherwise(Size.ofMegabytes(10))
                    .does(
                            "The free space to keep on the disk of work_path. With less, the"
                                    + " sysadmin is warned; with less than nine tenths of it,"
                                    + " mail is refused temporarily. With less on the disk of"
                                    + " bin_path, dpop leaves new mail in the drop files. 0 turns"
                                    + " these checks off.");

    public static final Setting<Integer> MIN_INODES =
            TABLE.smtp("min_inodes", number(0, Integer.MAX_VALUE))
                    .ours()
                    .otherwise(1000)
                    .does(
                            "The same for the number of free inodes, on file systems that count"
                                    + " them.");

    private LimitSettings() {}
}
