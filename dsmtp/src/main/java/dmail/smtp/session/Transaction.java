package dmail.smtp.session;

import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.MailParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail transaction (RFC 5321 section 3.3).
 *
 * @param refused how many recipients were refused
 */
record Transaction(
        ReversePath sender, MailParameters parameters, List<Recipient> recipients, int refused) {
    Transaction {
        recipients = List.copyOf(recipients);
    }

    /** Memory of a recipient's objects, and of its entries in lists. */
    private static final int OBJECTS = 256;

    /** {@return about how many octets of memory a recipient takes} */
    static long octets(Recipient recipient) {
        int text =
                recipient.address().localPart().length()
                        + recipient.address().domain().name().length()
                        + recipient.original().length();
        return OBJECTS + 2L * text;
    }

    static Transaction from(ReversePath sender, MailParameters parameters) {
        return new Transaction(sender, parameters, List.of(), 0);
    }

    Transaction plus(Recipient recipient) {
        List<Recipient> more = new ArrayList<>(recipients);
        more.add(recipient);
        return new Transaction(sender, parameters, more, refused);
    }

    Transaction plusRefused() {
        return new Transaction(sender, parameters, recipients, refused + 1);
    }
}
