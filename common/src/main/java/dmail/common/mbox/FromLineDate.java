package dmail.common.mbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The date in a From line, in the forms that programs have written over the years: {@code Sat Nov
 * 21 22:04 2026}, with or without seconds, and with a time zone before or after the year. It
 * accepts what mutt or Dovecot accept: mutt knows zones of two words ({@code MET DST}) and years of
 * two digits, Dovecot accepts weekdays in any language.
 */
final class FromLineDate {
    private static final Set<String> DAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> MONTHS =
            Set.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final int LONGEST_LINE = 1024;

    private FromLineDate() {}

    /** {@return whether the rest of a From line, sender and date, has a date} */
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
        return MONTHS.contains(lower(words[at + 1]))
                && isNumber(words[at + 2], 1, 2)
                && (isOfMutt(words, at) || isOfDovecot(words, at));
    }

    private static boolean isOfMutt(String[] words, int at) {
        return DAYS.contains(lower(words[at]))
                && isTime(words[at + 3], 1)
                && hasYear(words, at + 4);
    }

    private static boolean isOfDovecot(String[] words, int at) {
        return isWordOfThree(words[at])
                && isTime(words[at + 3], 2)
                && (isYear(words[at + 4]) || (at + 5 < words.length && isYear(words[at + 5])));
    }

    /** There may be a zone of one or two words before it. */
    private static boolean hasYear(String[] words, int at) {
        int year = at;
        while (year < words.length - 1 && year < at + 2 && isZone(words[year])) {
            year++;
        }
        return isYear(words[year])
                || isNumber(words[year], 2, 2)
                || (year == at && at + 1 < words.length && isYear(words[at + 1]));
    }

    private static boolean isZone(String word) {
        char first = word.isEmpty() ? ' ' : word.charAt(0);
        return isLetter(first) || first == '+' || first == '-';
    }

    private static boolean isWordOfThree(String word) {
        return word.length() == 3 && word.chars().allMatch(c -> isLetter(c) || c > 0x7f);
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static boolean isTime(String word, int shortest) {
        String[] parts = word.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            return false;
        }
        for (String part : parts) {
            if (!isNumber(part, shortest, 2)) {
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
