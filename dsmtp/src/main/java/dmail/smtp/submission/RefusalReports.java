package dmail.smtp.submission;

import dmail.smtp.message.Body;
import dmail.smtp.protocol.Command;
import java.io.IOException;
import java.util.List;

/** Tells senders that mail they left was not taken for some recipients. */
public interface RefusalReports {
    /**
     * Sends a report; when it returns, that survives loss of power.
     *
     * @param refused at least one
     */
    void report(Command.Mail mail, List<RefusedRecipient> refused, Body message) throws IOException;
}
