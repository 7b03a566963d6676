package dmail.common.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailDateTest {
    /** Two digits of the day, and a zone by its offset (RFC 5322 section 3.3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1998-12-26T09:37:48+01:00   | Sat, 26 Dec 1998 09:37:48 +0100
                    2026-03-01T00:00:00Z        | Sun, 01 Mar 2026 00:00:00 +0000
                    2026-07-09T23:59:59.9-09:30 | Thu, 09 Jul 2026 23:59:59 -0930
                    """)
    void writesADate(String time, String date) {
        assertEquals(date, MailDate.of(ZonedDateTime.parse(time)));
    }

    @Test
    void writesAnInstantInTheReadersZone() {
        Instant summer = Instant.parse("2026-07-09T22:30:00Z");
        assertEquals(
                "Fri, 10 Jul 2026 00:30:00 +0200", MailDate.of(summer, ZoneId.of("Europe/Berlin")));
        assertEquals("Thu, 09 Jul 2026 22:30:00 +0000", MailDate.of(summer, ZoneOffset.UTC));
    }

    @Test
    void speaksEnglishWhateverTheSystemDoes() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.FRANCE);
        try {
            assertEquals(
                    "Thu, 01 Jan 1970 00:00:00 +0000", MailDate.of(Instant.EPOCH, ZoneOffset.UTC));
        } finally {
            Locale.setDefault(before);
        }
    }
}
