package dmail.pop.bulletin;

import dmail.common.mbox.FieldName;
import dmail.common.mbox.MailDate;
import dmail.common.mbox.TraceHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;

/** Makes a message of a bulletin: the same octets each time for the same file and user. Pure. */
final class BulletinText {
    private static final String SUBJECT = "subject";

    private final Sender sender;

    /**
     * The sender of bulletins.
     *
     * @param name {@code bulletin_from}
     * @param address for replies
     * @param host our name
     * @param version ours
     */
    record Sender(String name, String address, String host, String version) {}

    BulletinText(Sender sender) {
        this.sender = sender;
    }

    /** {@return the id that identifies it among bulletins of all times; of constant length} */
    static String id(Bulletin bulletin, ZonedDateTime date) {
        return "bulletin-%09d-%012d".formatted(bulletin.number(), date.toEpochSecond());
    }

    /**
     * {@return the message with CRLF lines}
     *
     * @param text the file; its first line may be the subject
     * @param date when it was written
     */
    byte[] message(Bulletin bulletin, byte[] text, ZonedDateTime date, String recipient) {
        String octets = new String(text, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        String first = octets.substring(0, Math.max(0, octets.indexOf('\n')));
        boolean hasSubject = FieldName.is(first, SUBJECT);
        String subject =
                hasSubject ? FieldName.value(first).strip() : "Bulletin " + bulletin.number();
        String body = hasSubject ? octets.substring(first.length() + 1) : octets;
        String id = id(bulletin, date);
        String header =
                """
                From: %s <%s>
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <%s@%s>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=%s
                Content-Transfer-Encoding: 8bit

                """
                        .formatted(
                                quoted(sender.name()),
                                sender.address(),
                                recipient,
                                plain(subject),
                                MailDate.of(date),
                                id,
                                sender.host(),
                                charset(text));
        byte[] trace = TraceHeader.local(sender.host(), id, date, sender.version());
        byte[] rest =
                (header + ended(body)).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(trace.length + rest.length).put(trace).put(rest).array();
    }

    /** An empty line between the subject and the text is not part of it. */
    private static String ended(String body) {
        String text = body.startsWith("\n") ? body.substring(1) : body;
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private static String quoted(String name) {
        return '"' + plain(name).replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String charset(byte[] text) {
        for (byte octet : text) {
            if (octet < 0) {
                return isUtf8(text) ? "utf-8" : "unknown-8bit";
            }
        }
        return "us-ascii";
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
