package dmail.common.mbox;

import dmail.common.io.Digits;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;

/** The line before each message of a drop file: {@code From sender Sat Dec 26 09:37:48 1998}. */
public final class FromLine {
    private static final String NO_SENDER = "MAILER-DAEMON";
    private static final int SHORTEST_DATE = "Sat Nov 1 1:00 1998".length();

    private FromLine() {}

    /**
     * {@return the line, with its line end}
     *
     * @param sender the reverse path; empty for the null one. Characters that would end the word or
     *     the line become {@code -}
     * @param date when the mail was accepted, in the zone that readers are to see
     */
    public static byte[] octets(String sender, ZonedDateTime date) {
        String word = sender.isEmpty() ? NO_SENDER : oneWord(sender);
        StringBuilder line = new StringBuilder("From ").append(word).append(' ');
        line.append(EnglishDate.weekday(date)).append(' ');
        line.append(EnglishDate.month(date)).append(' ');
        Digits.append(line, date.getDayOfMonth(), 2);
        line.append(' ');
        EnglishDate.appendTime(line, date);
        line.append(' ');
        Digits.append(line, date.getYear(), 4);
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneWord(String sender) {
        StringBuilder word = new StringBuilder(sender.length());
        sender.codePoints()
                .map(c ->
                        c <= ' ' || Character.isISOControl(c) || Character.isWhitespace(c)
                                ? '-'
                                : c)
                .forEach(word::appendCodePoint);
        return word.toString();
    }

    /**
     * {@return whether a line begins a message, whichever program wrote it}
     *
     * <p>As in mutt and Dovecot it must have a date, since other programs write {@code From } at
     * the start of text lines unquoted. A blank line before it isn't required.
     *
     * @param line the buffer with the line
     * @param start of the line
     * @param end of the line, without its line end
     */
    public static boolean isFromLine(byte[] line, int start, int end) {
        return MboxQuoting.startsWithFrom(line, start, end)
                && end - start > SHORTEST_DATE
                && FromLineDate.isIn(line, start + MboxQuoting.FROM_LENGTH, end);
    }
}
