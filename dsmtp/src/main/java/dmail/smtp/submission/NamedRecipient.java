package dmail.smtp.submission;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Command;
import dmail.smtp.protocol.CommandParser;
import dmail.smtp.protocol.ForwardPath;
import dmail.smtp.protocol.RecipientParameters;

/**
 * A recipient in a pickup file's RCPT.
 *
 * @param recipient a placeholder if the line is invalid
 * @param problem what is wrong with the line, or empty
 */
record NamedRecipient(Command.Recipient recipient, String problem) {
    /** Characters of an invalid line that the report quotes. */
    private static final int SHOWN = 200;

    /** Reports need an address: this one can't exist (RFC 2606 section 2). */
    private static final Command.Recipient NOBODY =
            new Command.Recipient(
                    new ForwardPath.Mailbox(
                            new EmailAddress("unreadable", new Domain("address.invalid")), true),
                    RecipientParameters.NONE);

    static NamedRecipient in(String line) {
        return CommandParser.parse(line) instanceof Command.Recipient named
                ? new NamedRecipient(named, "")
                : new NamedRecipient(NOBODY, " (" + shown(line) + ")");
    }

    private static String shown(String line) {
        StringBuilder shown = new StringBuilder();
        line.chars().limit(SHOWN).forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
        return shown.toString();
    }

    RefusedRecipient refused(String words) {
        return new RefusedRecipient(recipient, words + problem);
    }
}
