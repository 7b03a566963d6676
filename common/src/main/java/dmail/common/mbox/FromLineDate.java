package dmail.common.mbox;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The date in a From line, as the programs of many years have written it: {@code Sat Nov 21 22:04
 * 2026}, with or without seconds, and with a time zone before or after the year.
 */
final class FromLineDate {
    private static final Set<String> DAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Set<String> MONTHS =
            Set.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");
    private static final int LONGEST_LINE = 1024;

    private FromLineDate() {}

    /** {@return whether the rest of a From line, sender and date, holds a date} */
    static boolean isIn(byte[] line, int start, int end) {
        if (end - start > LONGEST_LINE) {
            return false;
        }
        String rest = new String(line, start, end - start, StandardCharsets.ISO_8859_1);
        String[] words = rest.trim().split("[ \t]+", -1);
        for (int i = 0; i + 4 < words.length; i++) {
            if (isDate(words, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDate(String[] words, int at) {
        return DAYS.contains(words[at])
                && MONTHS.contains(words[at + 1])
                && isNumber(words[at + 2], 1, 2)
                && isTime(words[at + 3])
                && (isYear(words[at + 4]) || (at + 5 < words.length && isYear(words[at + 5])));
    }

    private static boolean isTime(String word) {
        String[] parts = word.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            return false;
        }
        for (String part : parts) {
            if (!isNumber(part, 1, 2)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isYear(String word) {
        return isNumber(word, 4, 4);
    }

    private static boolean isNumber(String word, int shortest, int longest) {
        return word.length() >= shortest
                && word.length() <= longest
                && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
