package dmail.common.mbox;

import dmail.common.io.Digits;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The date of a header field (RFC 5322 section 3.3): {@code Sat, 26 Dec 1998 09:37:48 +0100}. In
 * whole seconds, and always in ASCII, whatever the language of the system.
 */
public final class MailDate {
    private static final String UTC = "+0000";
    private static final int LENGTH = "Sat, 26 Dec 1998 09:37:48 +0100".length();
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int MINUTES_OF_HOUR = 60;

    private MailDate() {}

    /** {@return the date for a header field} */
    public static String of(ZonedDateTime time) {
        StringBuilder text = new StringBuilder(LENGTH).append(EnglishDate.weekday(time));
        text.append(", ");
        Digits.append(text, time.getDayOfMonth(), 2);
        text.append(' ').append(EnglishDate.month(time)).append(' ');
        Digits.append(text, time.getYear(), 4);
        text.append(' ');
        EnglishDate.appendTime(text, time);
        text.append(' ');
        appendOffset(text, time.getOffset().getTotalSeconds() / SECONDS_OF_MINUTE);
        return text.toString();
    }

    private static void appendOffset(StringBuilder text, int minutes) {
        text.append(minutes < 0 ? '-' : '+');
        Digits.append(text, Math.abs(minutes) / MINUTES_OF_HOUR, 2);
        Digits.append(text, Math.abs(minutes) % MINUTES_OF_HOUR, 2);
    }

    /** {@return the date as HTTP and older mail programs write it, in the zone GMT} */
    public static String inGmt(Instant time) {
        String utc = of(time, ZoneOffset.UTC);
        return utc.substring(0, utc.length() - UTC.length()) + "GMT";
    }

    /** {@return the date in a time zone} */
    public static String of(Instant time, ZoneId zone) {
        return of(time.atZone(zone));
    }
}
