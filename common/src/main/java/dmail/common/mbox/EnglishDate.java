package dmail.common.mbox;

import dmail.common.io.Digits;
import java.time.ZonedDateTime;

/** What dates of mail have in common: English names (RFC 5322 section 3.3) and the time of day. */
final class EnglishDate {
    private static final String WEEKDAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LENGTH = 3;

    private EnglishDate() {}

    /** {@return such as Sat} */
    static String weekday(ZonedDateTime time) {
        return name(WEEKDAYS, time.getDayOfWeek().getValue());
    }

    /** {@return such as Dec} */
    static String month(ZonedDateTime time) {
        return name(MONTHS, time.getMonthValue());
    }

    private static String name(String names, int number) {
        return names.substring((number - 1) * LENGTH, number * LENGTH);
    }

    /** Appends the time of day in whole seconds, such as 09:37:48. */
    static void appendTime(StringBuilder text, ZonedDateTime time) {
        Digits.append(text, time.getHour(), 2);
        text.append(':');
        Digits.append(text, time.getMinute(), 2);
        text.append(':');
        Digits.append(text, time.getSecond(), 2);
    }
}
