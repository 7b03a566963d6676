package dmail.smtp.protocol;

/** Numbers as SMTP writes them: ASCII digits and nothing else. */
final class Digits {
    private Digits() {}

    static boolean areAll(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@return how many digits are left without leading zeros} */
    static int significant(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros;
    }
}
