package dmail.smtp.submission;

import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.CommandParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The envelope of a pickup file: EHLO, MAIL, RCPT and one BDAT.
 *
 * @param mail the MAIL command
 * @param recipients one for each RCPT
 * @param offset where the message begins in the file
 * @param length octets of the message
 */
record PickupEnvelope(
        Command.Mail mail, List<NamedRecipient> recipients, long offset, long length) {
    private static final int MOST_LINES = 10_000;

    PickupEnvelope {
        recipients = List.copyOf(recipients);
    }

    /** {@return the envelope; empty when the file has another format} */
    static Optional<PickupEnvelope> read(InputStream file) throws IOException {
        Lines lines = new Lines(new BufferedInputStream(file));
        if (!greets(lines) || !(CommandParser.parse(lines.next()) instanceof Command.Mail mail)) {
            return Optional.empty();
        }
        List<NamedRecipient> recipients = new ArrayList<>();
        String line = lines.next();
        while (line.regionMatches(true, 0, "RCPT ", 0, 5) && recipients.size() < MOST_LINES) {
            recipients.add(NamedRecipient.in(line));
            line = lines.next();
        }
        return CommandParser.parse(line) instanceof Command.Chunk(long octets, boolean last) && last
                ? Optional.of(new PickupEnvelope(mail, recipients, lines.octets, octets))
                : Optional.empty();
    }

    /** {@return whether it begins like a pickup file: with EHLO and MAIL} */
    static boolean begins(InputStream file) throws IOException {
        Lines lines = new Lines(file);
        return greets(lines) && CommandParser.parse(lines.next()) instanceof Command.Mail;
    }

    private static boolean greets(Lines lines) throws IOException {
        return lines.next().toUpperCase(Locale.ROOT).startsWith("EHLO ");
    }

    /** Reads lines, one character an octet, and counts. */
    private static final class Lines {
        private final InputStream in;
        private long octets;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                octets++;
                if (line.length() <= CommandParser.LONGEST_LINE) {
                    line.append((char) c);
                }
            }
            octets++;
            return line.toString().stripTrailing();
        }
    }

    /**
     * {@return the recipients that the server refused, with its replies}
     *
     * @param answers to greeting, EHLO, MAIL, each RCPT and BDAT, in order
     * @param whole whether the message was refused for all
     */
    List<RefusedRecipient> refused(ServerAnswers answers, boolean whole) {
        return IntStream.range(0, recipients.size())
                .filter(i -> whole || answers.isRefusal(ServerAnswers.FIRST_RCPT + i))
                .mapToObj(i -> refused(answers, i))
                .toList();
    }

    private RefusedRecipient refused(ServerAnswers answers, int index) {
        int own = ServerAnswers.FIRST_RCPT + index;
        return recipients
                .get(index)
                .refused(answers.isRefusal(own) ? answers.text(own) : answers.firstRefusal());
    }
}
