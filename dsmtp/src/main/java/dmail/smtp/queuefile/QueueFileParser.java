package dmail.smtp.queuefile;

import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReceptionForm;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.RecipientForm;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.WholeSeconds;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Ret;
import dmail.smtp.protocol.Xtext;
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
                boolean held,
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
     * {@return the time} If the power failed while it was overwritten, it may be half of one and
     * half of another.
     *
     * @param instead what is taken then
     */
    private static Instant time(String text, Instant instead) {
        try {
            return WholeSeconds.from(Instant.parse(text));
        } catch (DateTimeParseException mixed) {
            if (TIME.matcher(text).matches()) {
                return instead;
            }
            throw mixed;
        }
    }

    private Head head() {
        Version version = version(lines.next().text());
        QueueId id = QueueId.parse(value("id")).orElseThrow();
        Line dueLine = lines.next();
        Line heldLine = lines.next();
        boolean held = yes(value("held", heldLine));
        String noticed = value("noticed");
        Instant accepted = Instant.parse(value("accepted"));
        ReversePath sender = ReversePath.parse(unbracketed(value("sender"))).orElseThrow();
        List<String> flagNames = List.of(value("flags").split(" ", -1));
        DsnRequest reports = new DsnRequest(Ret.valueOf(value("ret")), value("envid"));
        Instant due = time(value("due", dueLine), accepted);
        Reception reception =
                switch (version) {
                    case OLD -> Reception.NONE;
                    case PRESENT -> reception();
                };
        long size = recipientsAndSize(new RecipientReader(version, due, noticed));
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
                        reports,
                        reception);
        InPlaceFields fields = new InPlaceFields(dueLine, heldLine, recipientFields);
        return new Head(id, size, new Remaining.Waiting(envelope, due, held, recipients, fields));
    }

    private enum Version {
        OLD,
        PRESENT
    }

    private static Version version(String firstLine) {
        return switch (firstLine) {
            case QueueFileForm.FIRST_LINE -> Version.PRESENT;
            case QueueFileForm.OLD_FIRST_LINE -> Version.OLD;
            default -> throw new IllegalArgumentException();
        };
    }

    private Reception reception() {
        List<String> texts = new ArrayList<>();
        for (String name : ReceptionForm.NAMES) {
            texts.add(Xtext.decode(value(name)).orElseThrow());
        }
        return ReceptionForm.read(texts);
    }

    private long recipientsAndSize(RecipientReader reader) {
        Line line = lines.next();
        reader.read(line);
        for (line = lines.next(); !line.text().startsWith("size: "); line = lines.next()) {
            reader.read(line);
        }
        long size = Long.parseLong(value("size", line));
        require(size >= 0 && !lines.hasNext());
        return size;
    }

    /** Reads the lines of one recipient after another. */
    private final class RecipientReader {
        private final Version version;
        private final Instant messageDue;
        private final String noticed;
        private int count;

        RecipientReader(Version version, Instant messageDue, String noticed) {
            this.version = version;
            this.messageDue = messageDue;
            this.noticed = noticed;
        }

        void read(Line line) {
            Recipient recipient = RecipientForm.read(value("recipient", line)).orElseThrow();
            Line done = lines.next();
            Line attemptsLine = lines.next();
            int attempts = Integer.parseInt(value("attempts", attemptsLine));
            require(attempts >= 0);
            Optional<Line> next = next();
            DeliveryStatus last =
                    new DeliveryStatus(
                            EnhancedCode.parse(value("status")).orElseThrow(),
                            value("reason"),
                            value("host"),
                            value("reply"));
            boolean told = isNoticed();
            if (!yes(value("done", done))) {
                recipients.add(
                        new RecipientStatus(choice(recipient), attempts, last, due(next), told));
                recipientFields.add(new InPlaceFields.OfRecipient(done, attemptsLine, next));
            }
        }

        /** One letter is for all recipients; else each has one, those that are done, too. */
        private boolean isNoticed() {
            int index = noticed.length() == 1 ? 0 : count;
            require(index < noticed.length());
            count++;
            return yes(noticed.substring(index, index + 1));
        }

        private Optional<Line> next() {
            return switch (version) {
                case OLD -> Optional.empty();
                case PRESENT -> Optional.of(lines.next());
            };
        }

        private Instant due(Optional<Line> next) {
            return next.map(line -> time(value("next", line), messageDue)).orElse(messageDue);
        }

        private Recipient choice(Recipient recipient) {
            return switch (version) {
                case OLD -> recipient.by(BindingChoice.UNDECIDED);
                case PRESENT -> recipient;
            };
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
