package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.session.SmtpCounters.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Guessing ten thousand users leaves nothing behind: no message, no report to a forged sender. */
final class RecipientFloodTest {
    private static final int NAMES = 10_000;

    @Test
    void unknownUsersAreRefusedAndForgotten() {
        SessionFixture fixture = new SessionFixture();
        int refused = 0;
        for (int name = 0; refused < NAMES; name += SessionFixture.LIMITS.errors()) {
            refused += refusedOf(fixture, name);
        }

        assertEquals(NAMES, fixture.counters.of(Event.RECIPIENT_REFUSED));
        assertEquals(0, fixture.queue.opened());
        assertTrue(fixture.queue.accepted().isEmpty());
    }

    /** {@return how many were refused before we had enough of the client} */
    private static int refusedOf(SessionFixture fixture, int first) {
        StringBuilder script = new StringBuilder("EHLO x\r\nMAIL FROM:<victim@x.example>\r\n");
        for (int i = 0; i < 2 * SessionFixture.LIMITS.errors(); i++) {
            script.append("RCPT TO:<u").append(first + i).append("@test.example>\r\n");
        }
        script.append("DATA\r\nQUIT\r\n");
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        fixture.serve(
                new ByteArrayInputStream(script.toString().getBytes(StandardCharsets.US_ASCII)),
                replies);
        String text = replies.toString(StandardCharsets.US_ASCII);
        assertTrue(text.endsWith("421 4.7.0 Too many errors; closing connection\r\n"), text);
        return (int) text.lines().filter(line -> line.startsWith("550 5.1.1")).count();
    }
}
