package dmail.common.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a line begins: {@code 2026-11-21T22:04:19.123Z mail.example dsmtp[4711]: }, then the level if
 * it is a warning or an error, then the event.
 *
 * @param host this server's name
 * @param program such as {@code dsmtp}
 * @param pid of the process
 */
public record LogFormat(String host, String program, long pid) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String CUT = "...";

    /**
     * {@return the whole line with its LF}
     *
     * @param longest characters before the LF, at least three; a longer line is cut
     */
    String line(Instant time, Level level, LogLine event, int longest) {
        StringBuilder line = new StringBuilder(200);
        TIME.formatTo(time, line);
        line.append(' ').append(host).append(' ').append(program);
        line.append('[').append(pid).append("]: ");
        line.append(word(level)).append(event);
        if (line.length() > longest) {
            line.setLength(longest - CUT.length());
            line.append(CUT);
        }
        return line.append('\n').toString();
    }

    private static String word(Level level) {
        return switch (level) {
            case ERROR -> "error: ";
            case WARNING -> "warning: ";
            case INFO, DEBUG -> "";
        };
    }
}
