package dmail.smtp.client;

import dmail.common.io.Reason;
import java.io.IOException;
import java.io.Serial;

/** A message on our own disk can't be read; the other host isn't to blame. */
final class UnreadableMessageException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    UnreadableMessageException(IOException why) {
        super(Reason.of(why), why);
    }
}
