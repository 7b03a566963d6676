package dmail.common.admin;

import dmail.common.io.BoundedLines;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply on the control socket: a line with the exit status and the number of octets that follow,
 * then these octets, in UTF-8. By the count a client notices a reply that was cut off. Before it
 * there may be empty lines, which say that the server is still working, and pieces: frames with a
 * word in place of the status.
 *
 * @param status the exit status of the control program
 * @param body text or JSON, as requested
 */
record ReplyFrame(int status, String body) {
    /** Octets that a control program accepts; a list of channels is far shorter. */
    static final int LARGEST = 64 << 20;

    /** In place of the status: this is a piece, and more follows. */
    private static final String MORE = "more";

    private static final int LONGEST_HEAD = 16;
    private static final Pattern HEAD = Pattern.compile("(\\d{1,3}|" + MORE + ") (\\d{1,8})");

    byte[] octets() {
        return framed(String.valueOf(status), body);
    }

    private static byte[] framed(String word, String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(octets.length + LONGEST_HEAD);
        String head = word + " " + octets.length + "\n";
        frame.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(octets);
        return frame.toByteArray();
    }

    /** {@return a piece of a long reply, of which more follows} */
    static byte[] piece(String text) {
        return framed(MORE, text);
    }

    /** What a client reads next. */
    sealed interface Step {
        /** An empty line: the server is still working. */
        record Beat() implements Step {}

        /** A piece of a long reply. */
        record Piece(String text) implements Step {}

        /** The last piece, or a whole reply. */
        record Last(ReplyFrame frame) implements Step {}
    }

    /**
     * Reads the next step.
     *
     * @throws IOException when it is cut off or isn't a frame
     */
    static Step step(InputStream in) throws IOException {
        String line = new BoundedLines(in, LONGEST_HEAD, StandardCharsets.UTF_8).expected();
        if (line.isEmpty()) {
            return new Step.Beat();
        }
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            throw new IOException("the answer is not one of a DMail server");
        }
        String text = body(in, Integer.parseInt(head.group(2)));
        return head.group(1).equals(MORE)
                ? new Step.Piece(text)
                : new Step.Last(new ReplyFrame(Integer.parseInt(head.group(1)), text));
    }

    private static String body(InputStream in, int length) throws IOException {
        if (length > LARGEST) {
            throw new IOException("the answer is too long");
        }
        byte[] octets = new byte[length];
        try {
            new DataInputStream(in).readFully(octets);
        } catch (EOFException e) {
            throw new IOException("the answer is cut off", e);
        }
        return new String(octets, StandardCharsets.UTF_8);
    }
}
