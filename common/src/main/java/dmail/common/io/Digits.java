package dmail.common.io;

/**
 * Numbers of a fixed width, with leading zeros. A formatter of the Java library does this too, and
 * loads the number forms of all languages for it, which a resting server would have to hold.
 */
public final class Digits {
    private static final int TEN = 10;

    private Digits() {}

    /**
     * Appends a number.
     *
     * @param number 0 or more
     * @param width how many digits at least; a longer number has all of its own
     */
    public static void append(StringBuilder text, long number, int width) {
        int length = 1;
        for (long rest = number / TEN; rest > 0; rest /= TEN) {
            length++;
        }
        for (; length < width; length++) {
            text.append('0');
        }
        text.append(number);
    }

    /** {@return the number as text of at least that many digits} */
    public static String of(long number, int width) {
        StringBuilder text = new StringBuilder(width);
        append(text, number, width);
        return text.toString();
    }
}
