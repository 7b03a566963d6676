package dmail.smtp.delivery.program;

import dmail.common.mbox.FromLine;
import dmail.smtp.delivery.MailboxCopy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** A message as programs read it: a From line, Return-Path, then the message with LF line ends. */
final class ProgramMessageText {
    private static final int BUFFER = 32 * 1024;

    private ProgramMessageText() {}

    static void write(MailboxCopy copy, ZoneId zone, OutputStream to) throws IOException {
        OutputStream out = new BufferedOutputStream(to, BUFFER);
        String sender = copy.sender().toString();
        out.write(FromLine.octets(sender, copy.accepted().atZone(zone)));
        out.write(("Return-Path: <" + sender + ">\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream in = copy.body().open()) {
            byte[] buffer = new byte[BUFFER];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                writeLines(buffer, got, out);
            }
        }
        out.flush();
    }

    /** Each CR is followed by an LF: messages with a bare CR aren't accepted. */
    private static void writeLines(byte[] octets, int length, OutputStream out) throws IOException {
        for (int i = 0; i < length; i++) {
            if (octets[i] != '\r') {
                out.write(octets[i]);
            }
        }
    }
}
