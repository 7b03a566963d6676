package dmail.common.mbox;

import dmail.common.address.IpLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our Received header (RFC 5321 section 4.4) with the message's queue id: how it is written, and
 * how the id is found in it again. Delivery after a crash depends on both.
 *
 * @param helo the name the client gave
 * @param client its address
 * @param host this server's name
 * @param protocol {@code SMTP}, {@code ESMTP}, {@code ESMTPS}, … (RFC 3848)
 * @param id the message's queue id
 * @param date when the mail was received
 */
public record TraceHeader(
        String helo,
        InetAddress client,
        String host,
        String protocol,
        String id,
        ZonedDateTime date) {
    /** Octets of a message's start in which the id is looked for. */
    public static final int REACH = 4096;

    private static final String NAME = "received";
    private static final int LONGEST_WORD = 255;
    private static final Pattern OURS =
            Pattern.compile(
                    "Received: (?:from \\S+ \\(\\S+\\) )?by \\S+ \\(DSMTP \\S+\\)"
                            + " with \\S+ id ([A-Za-z0-9._-]+); .*");

    /** {@return the header as it is sent in SMTP, with its line ends} */
    public byte[] octets(String version) {
        String text =
                "Received: from "
                        + word(helo)
                        + " ("
                        + literal(client)
                        + ")\r\n\tby "
                        + word(host)
                        + " (DSMTP "
                        + word(version)
                        + ") with "
                        + word(protocol)
                        + " id "
                        + word(id)
                        + ";\r\n\t"
                        + MailDate.of(date)
                        + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * {@return the header of a message that came from no client, with its line ends}
     *
     * @param host this server's name
     * @param id the message's queue id
     * @param date when it was made
     * @param version of this suite
     */
    public static byte[] local(String host, String id, ZonedDateTime date, String version) {
        String text =
                "Received: by "
                        + word(host)
                        + " (DSMTP "
                        + word(version)
                        + ") with local id "
                        + word(id)
                        + ";\r\n\t"
                        + MailDate.of(date)
                        + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A client's text becomes one word of printable ASCII, so that the header can be parsed again.
     */
    private static String word(String text) {
        int length = Math.min(text.length(), LONGEST_WORD);
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            word.append(c > ' ' && c < 0x7f && c != '(' && c != ')' ? c : '?');
        }
        return word.isEmpty() ? "unknown" : word.toString();
    }

    /** RFC 5321 section 4.1.3. */
    private static String literal(InetAddress address) {
        return (address instanceof Inet6Address ? "[IPv6:" : "[") + IpLiteral.text(address) + "]";
    }

    /**
     * {@return the queue id in a message's uppermost Received header, if that header is ours}
     *
     * <p>Those further down came with the message, so anyone may have written them.
     *
     * @param message the buffer with the start of the message, with LF or CRLF
     * @param start of its first header
     * @param end of the message, or of what has been read of it
     */
    public static Optional<String> idIn(byte[] message, int start, int end) {
        int length = Math.min(REACH, end - start);
        String head = new String(message, start, length, StandardCharsets.ISO_8859_1);
        return uppermostReceived(head)
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .map(form -> form.group(1));
    }

    /** {@return the whole field on one line, with single blanks} */
    private static Optional<String> uppermostReceived(String head) {
        StringBuilder header = new StringBuilder();
        for (String line : head.split("\r?\n", -1)) {
            boolean continued = FieldName.isFolded(line);
            if (line.isEmpty() || (!header.isEmpty() && !continued)) {
                break;
            }
            if (!header.isEmpty()) {
                header.append(' ').append(line.strip());
            } else if (FieldName.is(line, NAME)) {
                header.append(line.strip());
            }
        }
        return header.isEmpty() ? Optional.empty() : Optional.of(header.toString());
    }
}
