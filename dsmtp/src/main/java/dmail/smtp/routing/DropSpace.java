package dmail.smtp.routing;

import dmail.common.login.Mailbox;
import java.io.IOException;
import java.nio.file.Files;

/** Whether a drop file may grow ({@code drop_max}). */
public final class DropSpace {
    private DropSpace() {}

    /** {@return whether the mailbox's drop file has reached so many octets} */
    public static boolean isFull(Mailbox mailbox, long most) {
        try {
            return Files.size(mailbox.dropFile()) >= most;
        } catch (IOException absentOrUnreadable) {
            // An absent file has room; for one that can't be looked at, delivery will say why.
            return false;
        }
    }
}
