package dmail.smtp.journal;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Messages for tests. */
final class TestMail {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    private final QueueIds ids = new QueueIds(() -> NOON, new Random(7));

    /** {@return an envelope from alice, with an id of its own} */
    Envelope to(String... recipients) {
        return new Envelope(
                ids.next(),
                NOON,
                ReversePath.parse("alice@host.example").orElseThrow(),
                Stream.of(recipients)
                        .map(r -> Recipient.of(EmailAddress.parse(r).orElseThrow()))
                        .toList(),
                true,
                false,
                DsnRequest.NONE);
    }

    static Body body(String text) {
        return MemoryBody.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(Body body) {
        try (InputStream in = body.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@return the bodies of the entries, in order} */
    static List<String> texts(List<JournalEntry> entries) {
        return entries.stream().map(entry -> text(entry.body())).toList();
    }
}
