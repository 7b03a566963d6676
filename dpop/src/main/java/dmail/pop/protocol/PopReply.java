package dmail.pop.protocol;

/**
 * One reply line, or the first of several. Never longer than the 512 octets of RFC 1939 section 3.
 *
 * @param line the whole line, status indicator first, without its CRLF
 */
public record PopReply(String line) {
    private static final int LONGEST = 510;

    public PopReply {
        if (line.length() > LONGEST) {
            line = line.substring(0, LONGEST);
        }
    }

    /** {@return {@code +OK} and the text} */
    public static PopReply ok(String text) {
        return new PopReply("+OK " + text);
    }

    /** {@return {@code -ERR} and the text, for errors of the client} */
    public static PopReply error(String text) {
        return new PopReply("-ERR " + text);
    }

    /** {@return {@code -ERR}, a code for the client's program, and the text for its user} */
    public static PopReply error(ResponseCode code, String text) {
        return new PopReply("-ERR " + code.text() + " " + text);
    }
}
