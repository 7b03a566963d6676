package dmail.bench;

import dmail.suite.Ran;
import dmail.suite.Tree;
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
 * @param hash the password as both data bases write it, so that both pay for the same check
 */
record Boxes(int count, int messages, String hash) {
    static final String PASSWORD = "secret";
    private static final int BODY_LINES = 50;

    /** Has nwauth make the hash. */
    static Boxes of(int count, int messages, Path scratch)
            throws IOException, InterruptedException {
        Files.createDirectories(scratch);
        String nwauth = Tree.built().launcher("nwauth").toString();
        Ran.of(
                        new ProcessBuilder(nwauth, "-path", scratch.toString()),
                        "set box0 " + PASSWORD + "\nexit\n")
                .succeeded();
        String line =
                Files.readAllLines(scratch.resolve("nwauth.txt")).stream()
                        .filter(each -> each.startsWith("box0:"))
                        .findFirst()
                        .orElseThrow();
        return new Boxes(count, messages, line.split(":", -1)[1]);
    }

    static String name(int number) {
        return "box" + number;
    }

    static String address(int number) {
        return name(number) + "@test.example";
    }

    /** {@return one line for each mailbox, by that pattern of name and hash} */
    List<String> users(String pattern) {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            lines.add(pattern.formatted(name(number), hash));
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

    private String mbox() {
        String body = String.join("", Collections.nCopies(BODY_LINES, "x".repeat(78) + "\n"));
        StringBuilder mbox = new StringBuilder();
        for (int number = 0; number < messages; number++) {
            mbox.append("From sender@client.example Sat Jan  3 01:05:34 2026\n")
                    .append("From: <sender@client.example>\nMessage-ID: <%d@x>\n".formatted(number))
                    .append("Subject: message %d\n\n%s\n".formatted(number, body));
        }
        return mbox.toString();
    }
}
