package dmail.smtp.queue;

import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Ret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The text before the body in a queue file: lines {@code name: value}, described in dmail-queue(5).
 */
final class QueueFileForm {
    private static final String FIRST_LINE = "DMail-Queue-File: 1";
    private static final String EIGHT_BIT = "8bitmime";
    private static final String UTF8 = "smtputf8";

    private QueueFileForm() {}

    /** What the text says; the size is that of the body behind it. */
    record Head(Envelope envelope, Instant due, List<RecipientStatus> recipients, long size) {
        Head {
            recipients = List.copyOf(recipients);
        }
    }

    /** {@return the text, with the empty line} */
    static String write(QueuedMessage message) {
        Envelope envelope = message.envelope();
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        line(text, "id", envelope.id());
        line(text, "accepted", envelope.accepted());
        line(text, "due", message.due());
        line(text, "sender", "<" + envelope.sender() + ">");
        line(text, "flags", flags(envelope));
        line(text, "ret", envelope.reports().ret());
        line(text, "envid", envelope.reports().envelopeId());
        for (RecipientStatus status : message.recipients()) {
            line(text, "recipient", status.recipient());
            line(text, "attempts", status.attempts());
            line(text, "status", status.last().status());
            line(text, "reason", oneLine(status.last().text()));
            line(text, "host", oneLine(status.last().host()));
            line(text, "reply", oneLine(status.last().reply()));
        }
        line(text, "size", message.body().length());
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        String written = value.toString();
        text.append(name).append(written.isEmpty() ? ":" : ": ").append(written).append('\n');
    }

    private static String flags(Envelope envelope) {
        List<String> flags = new ArrayList<>();
        if (envelope.eightBit()) {
            flags.add(EIGHT_BIT);
        }
        if (envelope.utf8()) {
            flags.add(UTF8);
        }
        return String.join(" ", flags);
    }

    private static String oneLine(String reply) {
        return reply.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** {@return what the lines say, or empty when they are not ours} */
    static Optional<Head> read(List<String> lines) {
        try {
            return Optional.of(new Reader(lines.iterator()).head());
        } catch (NoSuchElementException | DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Reads the lines in their fixed order; whatever is wrong is an exception. */
    private record Reader(Iterator<String> lines) {
        Head head() {
            require(FIRST_LINE.equals(lines.next()));
            QueueId id = QueueId.parse(value("id", lines.next())).orElseThrow();
            Instant accepted = Instant.parse(value("accepted", lines.next()));
            Instant due = Instant.parse(value("due", lines.next()));
            ReversePath sender =
                    ReversePath.parse(unbracketed(value("sender", lines.next()))).orElseThrow();
            List<String> flags = List.of(value("flags", lines.next()).split(" ", -1));
            ReportWish reports =
                    new ReportWish(
                            Ret.valueOf(value("ret", lines.next())), value("envid", lines.next()));
            List<RecipientStatus> recipients = new ArrayList<>();
            String line = lines.next();
            while (!line.startsWith("size: ")) {
                recipients.add(recipient(line));
                line = lines.next();
            }
            long size = Long.parseLong(value("size", line));
            require(size >= 0 && !lines.hasNext());
            Envelope envelope =
                    new Envelope(
                            id,
                            accepted,
                            sender,
                            recipients.stream().map(RecipientStatus::recipient).toList(),
                            flags.contains(EIGHT_BIT),
                            flags.contains(UTF8),
                            reports);
            return new Head(envelope, due, recipients, size);
        }

        private RecipientStatus recipient(String line) {
            Recipient recipient = RecipientForm.read(value("recipient", line)).orElseThrow();
            int attempts = Integer.parseInt(value("attempts", lines.next()));
            require(attempts >= 0);
            Diagnosis last =
                    new Diagnosis(
                            EnhancedCode.parse(value("status", lines.next())).orElseThrow(),
                            value("reason", lines.next()),
                            value("host", lines.next()),
                            value("reply", lines.next()));
            return new RecipientStatus(recipient, attempts, last);
        }

        private static String value(String name, String line) {
            String start = name + ":";
            require(line.startsWith(start));
            return line.substring(start.length()).strip();
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
}
