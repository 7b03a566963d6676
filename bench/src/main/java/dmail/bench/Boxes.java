package dmail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static final int BODY_LINES = 50;
    private static final String WIRE_BODY = body("\r\n");

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

    private static String body(String end) {
        return String.join("", Collections.nCopies(BODY_LINES, "x".repeat(78) + end));
    }

    /** Checks the message of that number, from 0, as it came by POP3. */
    static void check(byte[] message, int number) throws IOException {
        String text = new String(message, StandardCharsets.US_ASCII);
        if (!text.contains("\r\nSubject: message %d\r\n".formatted(number))
                || !text.endsWith("\r\n\r\n" + WIRE_BODY)) {
            throw new IOException("message " + number + " is damaged");
        }
    }

    private String mbox() {
        String body = body("\n");
        StringBuilder mbox = new StringBuilder();
        for (int number = 0; number < messages; number++) {
            mbox.append("From sender@client.example Sat Jan  3 01:05:34 2026\n")
                    .append("From: <sender@client.example>\nMessage-ID: <%d@x>\n".formatted(number))
                    .append("Subject: message %d\n\n%s\n".formatted(number, body));
        }
        return mbox.toString();
    }
}
