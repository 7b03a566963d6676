package dmail.it;

import dmail.suite.PopClient;
import dmail.suite.ProvableMessage;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Single messages in and out, for tests that need few. */
final class Post {
    static final byte[] BODY = "From here\r\n.to there\r\n".getBytes(StandardCharsets.US_ASCII);

    private Post() {}

    /** Sends a small message of that name; {@return the last reply}. */
    static SmtpClient.Reply send(InetSocketAddress server, String id, String recipient)
            throws IOException {
        return send(server, id, recipient, BODY);
    }

    /** Sends a message of that name and body; {@return the last reply}. */
    static SmtpClient.Reply send(InetSocketAddress server, String id, String recipient, byte[] body)
            throws IOException {
        return send(server, recipient, ProvableMessage.of(id, body));
    }

    /** Sends a message; {@return the last reply}. */
    static SmtpClient.Reply send(InetSocketAddress server, String recipient, byte[] message)
            throws IOException {
        try (SmtpClient smtp = SmtpClient.connect(server)) {
            SmtpClient.Reply reply =
                    smtp.send("sender@client.example", List.of(recipient), message);
            smtp.quit();
            return reply;
        }
    }

    /** {@return the names of all messages of a session} */
    static List<String> ids(PopClient pop) throws IOException {
        List<String> ids = new ArrayList<>();
        int count = pop.count();
        for (int number = 1; number <= count; number++) {
            ids.add(ProvableMessage.idOf(pop.message(number)).orElse("corrupt"));
        }
        return ids;
    }
}
