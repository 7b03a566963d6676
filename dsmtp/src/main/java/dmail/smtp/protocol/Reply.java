package dmail.smtp.protocol;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A reply (RFC 5321 section 4.2), in one or more lines.
 *
 * @param code the three digits
 * @param lines the texts after the digits, with the enhanced code
 */
public record Reply(int code, List<String> lines) {
    /** RFC 5321 section 4.5.3.1.5: 512 octets with the code, the blank and CRLF. */
    private static final int LONGEST_TEXT = 512 - 6;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    public Reply {
        lines = lines.stream().map(Reply::fit).toList();
        if (lines.isEmpty() || code < 200 || code > 599) {
            throw new IllegalArgumentException("reply " + code + " " + lines);
        }
    }

    /** Makes a reply that carries its enhanced code on each line. */
    public static Reply of(int code, EnhancedCode enhanced, String... texts) {
        if (enhanced.kind() != code / 100) {
            throw new IllegalArgumentException(code + " " + enhanced);
        }
        return new Reply(code, List.of(texts).stream().map(text -> enhanced + " " + text).toList());
    }

    /**
     * Makes a reply without enhanced code: the greeting, the answers to HELO and EHLO, 354 (RFC
     * 2034 section 4).
     */
    public static Reply bare(int code, String... texts) {
        return new Reply(code, List.of(texts));
    }

    private static String fit(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll("?");
        return printable.length() > LONGEST_TEXT ? printable.substring(0, LONGEST_TEXT) : printable;
    }

    /** {@return whether the command failed} */
    public boolean isError() {
        return code >= 400;
    }

    /** {@return whether trying again later may help} */
    public boolean isTemporary() {
        return code / 100 == 4;
    }

    /** {@return the reply in SMTP syntax} */
    public String wire() {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            wire.append(code).append(last ? ' ' : '-').append(lines.get(i)).append("\r\n");
        }
        return wire.toString();
    }

    /** {@return the reply on one line, for the log} */
    @Override
    public String toString() {
        return code + " " + String.join(" / ", lines);
    }
}
