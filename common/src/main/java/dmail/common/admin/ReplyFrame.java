package dmail.common.admin;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reply as it crosses the control socket: a line with the exit status and the number of octets
 * that follow, then these octets, UTF-8. The count tells a whole reply from one that was cut off.
 *
 * @param status what the control program exits with
 * @param body text or JSON, as the request asked
 */
record ReplyFrame(int status, String body) {
    /** Octets that a control program is ready to take; a list of channels is far below. */
    static final int LARGEST = 64 << 20;

    private static final int LONGEST_HEAD = 16;
    private static final Pattern HEAD = Pattern.compile("(\\d{1,3}) (\\d{1,8})");

    byte[] octets() {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(octets.length + LONGEST_HEAD);
        String head = status + " " + octets.length + "\n";
        frame.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(octets);
        return frame.toByteArray();
    }

    /**
     * Reads a reply to its end.
     *
     * @throws IOException when it is cut off or is no reply
     */
    static ReplyFrame read(InputStream in) throws IOException {
        Matcher head = HEAD.matcher(BoundedLine.read(in, LONGEST_HEAD));
        if (!head.matches()) {
            throw new IOException("the answer is not one of a DMail server");
        }
        int length = Integer.parseInt(head.group(2));
        if (length > LARGEST) {
            throw new IOException("the answer is too long");
        }
        byte[] octets = new byte[length];
        try {
            new DataInputStream(in).readFully(octets);
        } catch (EOFException e) {
            throw new IOException("the answer is cut off", e);
        }
        return new ReplyFrame(
                Integer.parseInt(head.group(1)), new String(octets, StandardCharsets.UTF_8));
    }
}
