package dmail.smtp.client;

import dmail.common.io.Reason;
import java.io.IOException;
import java.io.Serial;

/** A message of ours can't be read: the other host has no part in it. */
final class UnreadableMessageException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    UnreadableMessageException(IOException why) {
        super(Reason.of(why), why);
    }
}
