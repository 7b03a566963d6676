package dmail.smtp.sendmail;

import dmail.smtp.sendmail.Exchange.Asked;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Relays a program's SMTP commands from a pipe, where lines end with LF or CRLF: dsmtp gets CRLF.
 * Chunks (RFC 3030) are counted octets and aren't changed.
 */
final class SmtpPipeLines {
    /** Octets of a line that are enough to know its command. */
    private static final int ENOUGH = 64;

    private static final Pattern CHUNK = Pattern.compile("BDAT +([0-9]{1,18})( +LAST)?");

    private final OutputStream out;
    private final Exchange exchange;

    /** The start of the line that is coming. */
    private final StringBuilder line = new StringBuilder();

    private boolean returnHeld;
    private boolean inMessage;
    private long chunk;

    SmtpPipeLines(OutputStream out, Exchange exchange) {
        this.out = out;
        this.exchange = exchange;
    }

    void pass(byte[] octets, int length) throws IOException {
        int at = 0;
        while (at < length) {
            if (chunk > 0) {
                int count = (int) Math.min(chunk, length - at);
                out.write(octets, at, count);
                chunk -= count;
                at += count;
            } else {
                pass(octets[at++]);
            }
        }
        out.flush();
    }

    private void pass(byte octet) throws IOException {
        if (octet == '\n') {
            returnHeld = false;
            out.write('\r');
            out.write('\n');
            String text = line.toString();
            line.setLength(0);
            endLine(text);
            return;
        }
        if (returnHeld) {
            keep((byte) '\r');
        }
        returnHeld = octet == '\r';
        if (!returnHeld) {
            keep(octet);
        }
    }

    private void keep(byte octet) throws IOException {
        out.write(octet);
        if (line.length() < ENOUGH) {
            line.append((char) (octet & 0xff));
        }
    }

    private void endLine(String text) throws IOException {
        if (!inMessage) {
            endCommand(text.strip().toUpperCase(Locale.ROOT));
        } else if (text.equals(".")) {
            exchange.asked(Asked.MESSAGE_END);
            inMessage = false;
        }
    }

    private void endCommand(String command) throws IOException {
        Matcher counted = CHUNK.matcher(command);
        if (counted.matches()) {
            chunk = Long.parseLong(counted.group(1));
            exchange.asked(counted.group(2) == null ? Asked.CHUNK : Asked.MESSAGE_END);
            return;
        }
        Asked asked = asked(command);
        exchange.asked(asked);
        inMessage = asked == Asked.DATA && startsMail();
    }

    private static Asked asked(String command) {
        return switch (command.split(" ", 2)[0]) {
            case "MAIL" -> Asked.MAIL;
            case "DATA" -> Asked.DATA;
            case "RSET", "HELO", "EHLO", "QUIT" -> Asked.RESET;
            default -> Asked.OTHER;
        };
    }

    /** dsmtp's reply decides whether lines of a message or commands follow. */
    private boolean startsMail() throws IOException {
        out.flush();
        try {
            return exchange.startsMail();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for the answer to DATA");
        }
    }
}
