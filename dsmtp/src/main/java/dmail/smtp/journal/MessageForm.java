package dmail.smtp.journal;

import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.MovableBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReceptionForm;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.RecipientForm;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.Ret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The payload of a {@link RecordType#MESSAGE} record: the envelope, then the body or the mark that
 * it was spilled.
 */
final class MessageForm {
    private static final byte VERSION = 2;

    /** Without the reception; the bindings of its recipients are not decided. */
    private static final byte OLD_VERSION = 1;

    private static final int EIGHT_BIT = 1;
    private static final int UTF8 = 2;
    private static final int SPILLED = 4;

    /** Version, flags, time, length of the body, number of recipients. */
    private static final int FIXED =
            2 + Long.BYTES + Integer.BYTES + QueueId.LENGTH + Long.BYTES + Integer.BYTES;

    private MessageForm() {}

    /**
     * A parsed payload.
     *
     * @param inlineBody where in the payload the body begins; undefined for a spilled one
     */
    record Parsed(Envelope envelope, boolean spilled, long bodyLength, int inlineBody) {}

    /** {@return the payload in parts; the body isn't copied} */
    static List<ByteBuffer> payload(Envelope envelope, Body body) {
        return switch (body) {
            case MemoryBody inMemory -> {
                List<ByteBuffer> pieces = new ArrayList<>();
                pieces.add(head(envelope, body.length(), 0));
                pieces.addAll(inMemory.pieces());
                yield pieces;
            }
            case FileBody _ -> List.of(head(envelope, body.length(), SPILLED));
            case MovableBody _ ->
                    throw new IllegalArgumentException("a body in another record must be read");
        };
    }

    private static ByteBuffer head(Envelope envelope, long bodyLength, int bodyFlags) {
        List<byte[]> texts = texts(envelope);
        List<byte[]> recipients = new ArrayList<>(envelope.recipients().size());
        for (Recipient recipient : envelope.recipients()) {
            recipients.add(utf8(RecipientForm.write(recipient)));
        }
        ByteBuffer head = ByteBuffer.allocate(FIXED + size(texts) + size(recipients));
        head.put(VERSION).put((byte) (flags(envelope) | bodyFlags));
        head.put(envelope.id().text().getBytes(StandardCharsets.US_ASCII));
        Instant accepted = envelope.accepted();
        head.putLong(accepted.getEpochSecond()).putInt(accepted.getNano());
        head.putLong(bodyLength);
        texts.forEach(text -> putText(head, text));
        head.putInt(recipients.size());
        recipients.forEach(recipient -> putText(head, recipient));
        return head.flip();
    }

    private static List<byte[]> texts(Envelope envelope) {
        List<byte[]> texts = new ArrayList<>(3 + ReceptionForm.NAMES.size());
        texts.add(utf8(envelope.sender().toString()));
        texts.add(utf8(envelope.reports().ret().name()));
        texts.add(utf8(envelope.reports().envelopeId()));
        for (String text : ReceptionForm.write(envelope.reception())) {
            texts.add(utf8(text));
        }
        return texts;
    }

    private static int size(List<byte[]> texts) {
        int size = 0;
        for (byte[] text : texts) {
            size += Integer.BYTES + text.length;
        }
        return size;
    }

    private static int flags(Envelope envelope) {
        return (envelope.eightBit() ? EIGHT_BIT : 0) | (envelope.utf8() ? UTF8 : 0);
    }

    private static void putText(ByteBuffer target, byte[] text) {
        target.putInt(text.length).put(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the parsed payload, or empty when it is invalid or of another version} */
    static Optional<Parsed> parse(ByteBuffer payload) {
        try {
            return Optional.of(parsed(payload.slice()));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | DateTimeException
                | NoSuchElementException damaged) {
            return Optional.empty();
        }
    }

    private static Parsed parsed(ByteBuffer from) {
        byte version = from.get();
        if (version != VERSION && version != OLD_VERSION) {
            throw new IllegalArgumentException("unknown version");
        }
        int flags = from.get();
        QueueId id =
                new QueueId(new String(octets(from, QueueId.LENGTH), StandardCharsets.US_ASCII));
        Instant accepted = Instant.ofEpochSecond(from.getLong(), from.getInt());
        long bodyLength = from.getLong();
        ReversePath sender = ReversePath.parse(text(from)).orElseThrow();
        DsnRequest reports = new DsnRequest(Ret.valueOf(text(from)), text(from));
        Reception reception = version == VERSION ? reception(from) : Reception.NONE;
        List<Recipient> recipients = recipients(from);
        if (version == OLD_VERSION) {
            recipients.replaceAll(recipient -> recipient.by(BindingChoice.UNDECIDED));
        }
        boolean spilled = (flags & SPILLED) != 0;
        if (!spilled && bodyLength != from.remaining()) {
            throw new IllegalArgumentException("body of another length");
        }
        Envelope envelope =
                new Envelope(
                        id,
                        accepted,
                        sender,
                        recipients,
                        (flags & EIGHT_BIT) != 0,
                        (flags & UTF8) != 0,
                        reports,
                        reception);
        return new Parsed(envelope, spilled, bodyLength, from.position());
    }

    private static Reception reception(ByteBuffer from) {
        List<String> texts = new ArrayList<>();
        for (String _ : ReceptionForm.NAMES) {
            texts.add(text(from));
        }
        return ReceptionForm.read(texts);
    }

    private static List<Recipient> recipients(ByteBuffer from) {
        int count = from.getInt();
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            recipients.add(RecipientForm.read(text(from)).orElseThrow());
        }
        return recipients;
    }

    private static String text(ByteBuffer from) {
        return new String(octets(from, from.getInt()), StandardCharsets.UTF_8);
    }

    private static byte[] octets(ByteBuffer from, int count) {
        if (count < 0 || count > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[count];
        from.get(octets);
        return octets;
    }
}
