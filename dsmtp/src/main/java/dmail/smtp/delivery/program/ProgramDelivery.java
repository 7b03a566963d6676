package dmail.smtp.delivery.program;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.routing.Destination;

/** Hands mail to programs. */
@FunctionalInterface
public interface ProgramDelivery {
    /**
     * Runs a program and waits for its end, which comes in bounded time.
     *
     * @param recipient whom the sender named
     */
    Outcome deliver(Destination.Program program, EmailAddress recipient, MailboxCopy copy);
}
