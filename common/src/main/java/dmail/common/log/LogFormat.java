package dmail.common.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a line begins: {@code 2026-11-21T22:04:19.123Z mail.example dsmtp[4711]: }, then the word for
 * a level that asks for attention, then the event.
 *
 * @param host the name this server gives itself
 * @param program such as {@code dsmtp}
 * @param pid the process
 */
public record LogFormat(String host, String program, long pid) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String CUT = "...";

    /**
     * {@return the whole line with its LF}
     *
     * @param longest how many characters it may have before that; at least three
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
