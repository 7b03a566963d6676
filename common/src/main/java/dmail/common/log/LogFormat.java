package dmail.common.log;

import dmail.common.io.Digits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * How a line begins: {@code 2026-11-21T22:04:19.123Z mail.example dsmtp[4711]: }, then the level if
 * it is a warning or an error, then the event.
 *
 * @param host this server's name
 * @param program such as {@code dsmtp}
 * @param pid of the process
 */
public record LogFormat(String host, String program, long pid) {
    private static final int NANOS_OF_MILLI = 1_000_000;

    private static final String CUT = "...";

    /**
     * {@return the whole line with its LF}
     *
     * @param longest characters before the LF, at least three; a longer line is cut
     */
    String line(Instant time, Level level, LogLine event, int longest) {
        StringBuilder line = new StringBuilder(200);
        appendTime(line, time);
        line.append(' ').append(host).append(' ').append(program);
        line.append('[').append(pid).append("]: ");
        line.append(word(level)).append(event);
        if (line.length() > longest) {
            line.setLength(longest - CUT.length());
            line.append(CUT);
        }
        return line.append('\n').toString();
    }

    private static void appendTime(StringBuilder line, Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        Digits.append(line, time.getYear(), 4);
        line.append('-');
        Digits.append(line, time.getMonthValue(), 2);
        line.append('-');
        Digits.append(line, time.getDayOfMonth(), 2);
        line.append('T');
        Digits.append(line, time.getHour(), 2);
        line.append(':');
        Digits.append(line, time.getMinute(), 2);
        line.append(':');
        Digits.append(line, time.getSecond(), 2);
        line.append('.');
        Digits.append(line, time.getNano() / NANOS_OF_MILLI, 3);
        line.append('Z');
    }

    private static String word(Level level) {
        return switch (level) {
            case ERROR -> "error: ";
            case WARNING -> "warning: ";
            case INFO, DEBUG -> "";
        };
    }
}
