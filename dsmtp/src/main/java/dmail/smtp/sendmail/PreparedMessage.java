package dmail.smtp.sendmail;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A message ready for submission.
 *
 * @param draft its text
 * @param header in its final form
 */
record PreparedMessage(
        ReversePath sender,
        List<EmailAddress> recipients,
        Options options,
        Draft draft,
        Header header) {
    PreparedMessage {
        recipients = List.copyOf(recipients);
    }

    /** {@return its commands, MAIL first; dsmtp supports every parameter in them} */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        commands.add("MAIL FROM:<" + sender + ">" + parameters());
        String notifyParameter =
                options.reportOn().isEmpty() ? "" : " NOTIFY=" + options.reportOn();
        for (EmailAddress recipient : recipients) {
            commands.add("RCPT TO:<" + recipient + ">" + notifyParameter);
        }
        return commands;
    }

    private String parameters() {
        StringBuilder parameters = new StringBuilder(" SIZE=" + length());
        if (draft.text().isEightBit() || !isAscii(headerText())) {
            parameters.append(" BODY=8BITMIME");
        }
        if (!isAscii(sender.toString())
                || recipients.stream().anyMatch(PreparedMessage::isForeign)) {
            parameters.append(" SMTPUTF8");
        }
        if (!options.ret().isEmpty()) {
            parameters.append(" RET=").append(options.ret());
        }
        if (!options.envelopeId().isEmpty()) {
            parameters.append(" ENVID=").append(options.envelopeId());
        }
        return parameters.toString();
    }

    private static boolean isForeign(EmailAddress address) {
        return !isAscii(address.toString());
    }

    private String headerText() {
        return String.join("", header.fields());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** {@return the command before the message's octets (RFC 3030)} */
    String chunk() {
        return "BDAT " + length() + " LAST";
    }

    long length() {
        return header.octets().length + draft.text().length();
    }

    InputStream open() throws IOException {
        return draft.whole(header.octets());
    }
}
