package dmail.setup.trial;

import dmail.setup.called.ProgramName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A message on its way through the servers.
 *
 * @param mark stands in its header, so that it is known again
 */
record TestMessage(String from, String to, String mark) {
    private static final String HEADER = "X-Dmsetup-Test: ";

    /** Hands it to the SMTP server. */
    void send(InetSocketAddress smtp, String ownName) throws IOException {
        try (Talk talk = Talk.with(smtp)) {
            String _ = talk.readReply("220");
            String _ = talk.ask("EHLO " + ownName, "250");
            String _ = talk.ask("MAIL FROM:<" + from + ">", "250");
            String _ = talk.ask("RCPT TO:<" + to + ">", "250");
            String _ = talk.ask("DATA", "354");
            for (String line : text()) {
                talk.say(line);
            }
            String _ = talk.ask(".", "250");
            String _ = talk.ask("QUIT", "221");
        }
    }

    private List<String> text() {
        return List.of(
                "From: " + from,
                "To: " + to,
                "Subject: A test of the mail servers",
                HEADER + mark,
                "",
                ProgramName.TEXT
                        + " has sent this message through the new servers, and collects it again.");
    }

    /**
     * Looks for it in the user's mail, and takes it out if it is there; other mail stays.
     *
     * @return whether it was there
     */
    boolean collect(InetSocketAddress pop, String login, String password) throws IOException {
        try (Talk talk = Talk.with(pop)) {
            String _ = talk.readReply("+OK");
            String _ = talk.ask("USER " + login, "+OK");
            String _ = talk.ask("PASS " + password, "+OK");
            String _ = talk.ask("LIST", "+OK");
            boolean found = false;
            for (String line : talk.lines().reversed()) {
                String number = line.split(" ", 2)[0];
                String _ = talk.ask("TOP " + number + " 0", "+OK");
                if (talk.lines().contains(HEADER + mark)) {
                    String _ = talk.ask("DELE " + number, "+OK");
                    found = true;
                    break;
                }
            }
            String _ = talk.ask("QUIT", "+OK");
            return found;
        }
    }
}
