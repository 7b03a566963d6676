package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletedBodyTest {
    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-21T12:00:00+01:00");
    private static final String DATE = "Date: Sat, 21 Nov 2026 12:00:00 +0100|";
    private static final String ID = "Message-ID: <ID.1795258800@mail.test.example>|";

    /** A bar is the end of a line. */
    @ParameterizedTest
    @CsvSource({
        "Subject: x||text|,                  Subject: x|{D}{I}|text|",
        "Date: now|Subject: x||text|,        Date: now|Subject: x|{I}|text|",
        "Date : now|Message-ID\t: <a@b>||,   Date : now|Message-ID\t: <a@b>||",
        "Date now|Subject: x||,              Date now|Subject: x|{D}{I}|",
        "DATE: now||date: y|,                DATE: now|{I}|date: y|",
        "Message-Id: <a@b>||text|,           Message-Id: <a@b>|{D}|text|",
        "Subject: x| date: folded||,         Subject: x| date: folded|{D}{I}|",
        "date: x|message-id: y||,            date: x|message-id: y||",
        "Subject: only|,                     Subject: only|{D}{I}",
        "|text|,                             {D}{I}|text|",
        "Updated: x||text|,                  Updated: x|{D}{I}|text|",
    })
    void addsWhatIsLacking(String given, String expected) throws IOException {
        String whole = expected.replace("{D}", DATE).replace("{I}", ID);

        assertEquals(whole, completed(given, Integer.MAX_VALUE));
        assertEquals(whole, completed(given, 1), "octet by octet");
        assertEquals(whole, completed(given, 3), "by threes");
    }

    private static String completed(String text, int stretch) throws IOException {
        byte[] octets = text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
        FakeQueue queue = new FakeQueue();
        BodySink kept = queue.newBody();
        String id = kept.id().text();
        try (CompletedBody body = new CompletedBody(kept, "mail.test.example", NOON)) {
            for (int at = 0; at < octets.length; at += Math.min(stretch, octets.length - at)) {
                body.write(octets, at, Math.min(stretch, octets.length - at));
            }
            return text(body.finish()).replace("\r\n", "|").replace(id, "ID");
        }
    }

    private static String text(Body body) throws IOException {
        return new String(body.open().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
