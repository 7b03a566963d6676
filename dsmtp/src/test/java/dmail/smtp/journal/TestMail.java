package dmail.smtp.journal;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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

    /** {@return the same, from a user who logged in, to recipients with a binding} */
    Envelope received(String... recipients) {
        Reception reception =
                Reception.over(
                                "25@192.0.2.1",
                                InetAddress.ofLiteral("192.0.2.1"),
                                InetAddress.ofLiteral("198.51.100.7"))
                        .by("alice")
                        .trustedIn("shop");
        BindingChoice choice = new BindingChoice("bulk", "pool", "domain_group shop");
        Envelope plain = to(recipients);
        return plain.over(reception)
                .to(plain.recipients().stream().map(to -> to.by(choice)).toList());
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
