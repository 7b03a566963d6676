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
                    .does("The largest message accepted; 0 means any size.");

    public static final Setting<Integer> MAX_RCPTS =
            TABLE.smtp("max_rcpts", number(1, 1_000_000))
                    .otherwise(1000)
                    .does("The most recipients of one message.");

    public static final Setting<Integer> MAX_ERRORS =
            TABLE.smtp("max_errors", number(1, 1_000_000))
                    .ours()
                    .otherwise(20)
                    .does("After so many refused commands the connection is closed.");

    public static final Setting<Integer> MAX_SESSIONS =
            TABLE.both("max_sessions", number(1, 1_000_000))
                    .ours()
                    .otherwise(10_000)
                    .does(
                            "The most connections at a time, of each server; fewer where the"
                                    + " memory for them holds fewer. When all are in use, the"
                                    + " client that has most of them loses one to a client that has"
                                    + " fewer; among equals the longest idle one ends; see dsmtp(8).");

    public static final Setting<Integer> MAX_SESSIONS_PER_IP =
            TABLE.both("max_sessions_per_ip", number(1, 1_000_000))
                    .ours()
                    .otherwise(50)
                    .does(
                            "The most connections at a time from one IPv4 address or one IPv6"
                                    + " network; loopback is exempt.");

    public static final Setting<Integer> SESSIONS_IPV6_PREFIX =
            TABLE.both("sessions_ipv6_prefix", number(1, 128))
                    .ours()
                    .otherwise(64)
                    .does(
                            "How many bits of an IPv6 address make one client where connections"
                                    + " and memory are counted: whoever has one address of such a"
                                    + " network has all of it.");

    public static final Setting<Size> SMTP_MEMORY =
            TABLE.smtp("smtp_memory", megabytes())
                    .ours()
                    .onRestart()
                    .otherwiseText("a tenth of the machine's, 96m to 4g")
                    .does(
                            "The heap of dsmtp, from 32m up to what the machine has. The line must"
                                    + " be in dmail.conf itself, not in an included file, since the"
                                    + " launcher reads it. Some three fifths of it are for what"
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
                            "Failed logins are counted for each network of 64 bits of IPv6, and for"
                                    + " the larger one of so many bits, of which a client may have"
                                    + " all; 64 means for the former alone.");

    public static final Setting<Duration> SMTP_TIMEOUT =
            TABLE.smtp("smtp_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does("A client that sends nothing for so long is disconnected.");

    public static final Setting<Duration> POP_TIMEOUT =
            TABLE.pop("pop_timeout", seconds(Duration.ofMinutes(10), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(10))
                    .does(
                            "A client that sends nothing for so long is disconnected; nothing is"
                                    + " deleted. RFC 1939 asks for at least 10 minutes.");

    public static final Setting<Size> MIN_SPACE =
            TABLE.both("min_space", megabytes())
                    .otherwise(Size.ofMegabytes(10))
                    .does(
                            "The space to be left on the disk of work_path. With less the sysadmin"
                                    + " is warned; with less than nine tenths of it mail is refused"
                                    + " for a time. With less on the disk of bin_path dpop leaves"
                                    + " new mail in the drop files. 0 means that nobody looks.");

    public static final Setting<Integer> MIN_INODES =
            TABLE.smtp("min_inodes", number(0, Integer.MAX_VALUE))
                    .ours()
                    .otherwise(1000)
                    .does(
                            "The same for the number of files that the file system has room for,"
                                    + " where it counts them.");

    private LimitSettings() {}
}
