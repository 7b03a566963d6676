package dmail.smtp.delivery.program;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.routing.Destination;

/** Delivers to programs. */
@FunctionalInterface
public interface ProgramDelivery {
    /**
     * Runs a program and waits for its end, which has a time-out.
     *
     * @param recipient the original recipient
     */
    Outcome deliver(Destination.Program program, EmailAddress recipient, MailboxCopy copy);
}
