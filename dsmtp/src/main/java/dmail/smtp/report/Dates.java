package dmail.smtp.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as mail has them (RFC 5322 section 3.3), in one zone. */
record Dates(ZoneId zone) {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US);

    String of(Instant time) {
        return FORM.format(time.atZone(zone));
    }
}
