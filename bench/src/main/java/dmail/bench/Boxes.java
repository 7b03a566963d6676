package dmail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The mailboxes of a measurement: box0, box1 and so on, all with one password.
 *
 * @param count how many
 * @param messages how many messages each holds at the start
 */
record Boxes(int count, int messages) {
    static final String PASSWORD = "secret";

    /**
     * MD5-crypt: both sides read it, and it is cheap enough to measure more than the check of it.
     */
    private static final String HASH = "$1$bench$2oXJ6TuqyPIgNPp162CoB.";

    /** Lines of the body of each message that is there at the start. */
    static final int BODY_LINES = 50;

    private static final String BODY_LINE = "x".repeat(78);
    private static final byte[] WIRE_LINE =
            (BODY_LINE + "\r\n").getBytes(StandardCharsets.US_ASCII);

    static String name(int number) {
        return "box" + number;
    }

    static String address(int number) {
        return name(number) + "@test.example";
    }

    /** {@return one line for each mailbox, by that pattern of name and hash} */
    List<String> users(String pattern) {
        return lines(pattern.formatted("%1$s", HASH));
    }

    /** {@return one line for each mailbox, by that pattern of its name} */
    List<String> lines(String pattern) {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            lines.add(pattern.formatted(name(number)));
        }
        return lines;
    }

    /** Writes the drop files with the messages they start with. */
    void fill(Path mail, Owner owner) throws IOException {
        Files.createDirectories(mail);
        byte[] mbox = mbox().getBytes(StandardCharsets.US_ASCII);
        for (int number = 0; messages > 0 && number < count; number++) {
            Path box = mail.resolve(name(number));
            Files.write(box, mbox);
            owner.take(box);
        }
    }

    /** {@return whether this is a line of a body, as it comes by POP3} */
    static boolean isBodyLine(byte[] line, int start, int end) {
        return Arrays.equals(line, start, end, WIRE_LINE, 0, WIRE_LINE.length);
    }

    /** {@return the header field that tells a message from others, by its number from 0} */
    static String subject(int number) {
        return "Subject: message " + number;
    }

    private String mbox() {
        String body = String.join("", Collections.nCopies(BODY_LINES, BODY_LINE + "\n"));
        StringBuilder mbox = new StringBuilder();
        for (int number = 0; number < messages; number++) {
            mbox.append("From sender@client.example Sat Jan  3 01:05:34 2026\n")
                    .append("From: <sender@client.example>\nMessage-ID: <%d@x>\n".formatted(number))
                    .append(subject(number))
                    .append("\n\n")
                    .append(body)
                    .append('\n');
        }
        return mbox.toString();
    }
}
