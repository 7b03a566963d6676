package dmail.smtp.sendmail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Relays SMTP between a program and dsmtp. */
final class SmtpPipe {
    private static final int BUFFER = 8192;
    private static final int CODE = 3;

    private final Exchange exchange = new Exchange();
    private final InputStream in;
    private final OutputStream out;

    /**
     * The start of a reply line: its code, and the character that tells whether more lines follow.
     */
    private final StringBuilder line = new StringBuilder();

    private SmtpPipe(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Relays until dsmtp has closed.
     *
     * @return the commands and replies
     * @throws IOException when dsmtp isn't there
     */
    static Exchange between(InputStream in, OutputStream out, Path socket) throws IOException {
        SmtpPipe talk = new SmtpPipe(in, out);
        try (SocketChannel channel = Dialogue.connect(socket)) {
            // A read that still waits for input must not keep the process alive.
            Thread.ofPlatform().daemon().name("input").start(() -> talk.passOn(channel));
            talk.passBack(Channels.newInputStream(channel));
        }
        return talk.exchange;
    }

    private void passBack(InputStream replies) {
        try {
            byte[] buffer = new byte[BUFFER];
            for (int count = replies.read(buffer); count >= 0; count = replies.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
                for (int i = 0; i < count; i++) {
                    watch(buffer[i]);
                }
            }
        } catch (IOException ended) {
            // The same as if dsmtp had closed: the current message is lost.
            return;
        } finally {
            exchange.end();
        }
    }

    /** The last line of a reply has a blank after its code, or nothing (RFC 5321 section 4.2.1). */
    private void watch(byte octet) {
        if (octet != '\n') {
            if (line.length() <= CODE) {
                line.append((char) octet);
            }
            return;
        }
        boolean last = line.length() < CODE + 1 || line.charAt(CODE) != '-';
        if (last && line.length() >= CODE && isNumber(line.substring(0, CODE))) {
            exchange.answered(Integer.parseInt(line, 0, CODE, 10));
        }
        line.setLength(0);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void passOn(SocketChannel channel) {
        try {
            OutputStream wire = new BufferedOutputStream(Channels.newOutputStream(channel));
            SmtpPipeLines lines = new SmtpPipeLines(wire, exchange);
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                lines.pass(buffer, count);
            }
            exchange.endInput();
            channel.shutdownOutput();
        } catch (IOException ended) {
            // The other direction sees the end, too.
            return;
        }
    }
}
