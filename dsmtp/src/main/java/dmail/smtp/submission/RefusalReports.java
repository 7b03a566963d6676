package dmail.smtp.submission;

import dmail.smtp.message.Body;
import dmail.smtp.protocol.Command;
import java.io.IOException;
import java.util.List;

/** Sends reports on the refused recipients of pickup files. */
public interface RefusalReports {
    /**
     * Sends a report; durable on return.
     *
     * @param refused at least one
     */
    void report(Command.Mail mail, List<RefusedRecipient> refused, Body message) throws IOException;
}
