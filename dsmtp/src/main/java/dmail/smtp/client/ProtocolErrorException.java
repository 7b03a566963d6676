package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** The host's reply isn't SMTP, or not valid at this point. */
final class ProtocolErrorException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private static final int LONGEST_SHOWN = 80;

    ProtocolErrorException(String received) {
        super("it said \"" + shown(received) + "\"");
    }

    private static String shown(String received) {
        String printable = ReplyParser.printable(received);
        return printable.length() > LONGEST_SHOWN
                ? printable.substring(0, LONGEST_SHOWN) + "..."
                : printable;
    }
}
