package dmail.common.mbox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The date of a header field (RFC 5322 section 3.3): {@code Sat, 26 Dec 1998 09:37:48 +0100}. In
 * whole seconds, and always in ASCII, whatever the language of the system.
 */
public final class MailDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US);

    private static final String UTC = "+0000";

    private MailDate() {}

    /** {@return the date for a header field} */
    public static String of(ZonedDateTime time) {
        return FORM.format(time);
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
