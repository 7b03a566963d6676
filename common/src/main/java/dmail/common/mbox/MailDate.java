package dmail.common.mbox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The date of a header field (RFC 5322 section 3.3): {@code Sat, 26 Dec 1998 09:37:48 +0100}. It
 * tells whole seconds, and is always ASCII, whatever language the system speaks.
 */
public final class MailDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US);

    private MailDate() {}

    /** {@return the date as it stands behind the field's name} */
    public static String of(ZonedDateTime time) {
        return FORM.format(time);
    }

    /** {@return the date as a reader in that zone sees it} */
    public static String of(Instant time, ZoneId zone) {
        return of(time.atZone(zone));
    }
}
