package dmail.smtp.queuefile;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.RecipientForm;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Ret;
import dmail.smtp.queuefile.QueuedMessage.Flags;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the lines that {@link QueueFileForm} writes, in their fixed order. */
final class QueueFileParser {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final Iterator<Line> lines;
    private final List<RecipientStatus> recipients = new ArrayList<>();
    private final List<InPlaceFields.OfRecipient> recipientFields = new ArrayList<>();

    private QueueFileParser(Iterator<Line> lines) {
        this.lines = lines;
    }

    /** {@return the parsed lines, or empty when they are damaged} */
    static Optional<Head> read(List<Line> lines) {
        try {
            return Optional.of(new QueueFileParser(lines.iterator()).head());
        } catch (NoSuchElementException | DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /**
     * The parsed lines.
     *
     * @param size octets of the body after them
     */
    record Head(QueueId id, long size, Remaining remaining) {}

    /** Whether recipients are left. */
    sealed interface Remaining {
        /** Some are left. */
        record Waiting(
                Envelope envelope,
                Instant due,
                Flags flags,
                List<RecipientStatus> recipients,
                InPlaceFields fields)
                implements Remaining {
            public Waiting {
                recipients = List.copyOf(recipients);
            }
        }

        /** All are done. */
        record Finished() implements Remaining {}
    }

    /**
     * If the power failed while it was overwritten, it may be half of one time and half of another.
     */
    private static Instant due(String text, Instant accepted) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException mixed) {
            if (TIME.matcher(text).matches()) {
                return accepted;
            }
            throw mixed;
        }
    }

    private Head head() {
        require(QueueFileForm.FIRST_LINE.equals(lines.next().text()));
        QueueId id = QueueId.parse(value("id")).orElseThrow();
        Line dueLine = lines.next();
        Line heldLine = lines.next();
        Flags flags = new Flags(yes(value("held", heldLine)), yes(value("noticed")));
        Instant accepted = Instant.parse(value("accepted"));
        ReversePath sender = ReversePath.parse(unbracketed(value("sender"))).orElseThrow();
        List<String> flagNames = List.of(value("flags").split(" ", -1));
        DsnRequest reports = new DsnRequest(Ret.valueOf(value("ret")), value("envid"));
        Instant due = due(value("due", dueLine), accepted);
        long size = recipientsAndSize();
        if (recipients.isEmpty()) {
            return new Head(id, size, new Remaining.Finished());
        }
        Envelope envelope =
                new Envelope(
                        id,
                        accepted,
                        sender,
                        recipients.stream().map(RecipientStatus::recipient).toList(),
                        flagNames.contains(QueueFileForm.EIGHT_BIT),
                        flagNames.contains(QueueFileForm.UTF8),
                        reports);
        InPlaceFields fields = new InPlaceFields(dueLine, heldLine, recipientFields);
        return new Head(id, size, new Remaining.Waiting(envelope, due, flags, recipients, fields));
    }

    private long recipientsAndSize() {
        Line line = lines.next();
        recipient(line);
        for (line = lines.next(); !line.text().startsWith("size: "); line = lines.next()) {
            recipient(line);
        }
        long size = Long.parseLong(value("size", line));
        require(size >= 0 && !lines.hasNext());
        return size;
    }

    private void recipient(Line line) {
        Recipient recipient = RecipientForm.read(value("recipient", line)).orElseThrow();
        Line done = lines.next();
        Line attemptsLine = lines.next();
        int attempts = Integer.parseInt(value("attempts", attemptsLine));
        require(attempts >= 0);
        DeliveryStatus last =
                new DeliveryStatus(
                        EnhancedCode.parse(value("status")).orElseThrow(),
                        value("reason"),
                        value("host"),
                        value("reply"));
        if (!yes(value("done", done))) {
            recipients.add(new RecipientStatus(recipient, attempts, last));
            recipientFields.add(new InPlaceFields.OfRecipient(done, attemptsLine));
        }
    }

    private String value(String name) {
        return value(name, lines.next());
    }

    private static String value(String name, Line line) {
        String text = line.text();
        require(text.startsWith(name) && text.startsWith(":", name.length()));
        return text.substring(name.length() + 1).strip();
    }

    private static boolean yes(String yesOrNo) {
        require(yesOrNo.equals("y") || yesOrNo.equals("n"));
        return yesOrNo.equals("y");
    }

    private static String unbracketed(String path) {
        require(path.length() >= 2 && path.startsWith("<") && path.endsWith(">"));
        return path.substring(1, path.length() - 1);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
