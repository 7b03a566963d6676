package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Ret;
import dmail.smtp.queuefile.QueueFileReading;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Messages for tests of the queue's folder. */
public final class TestMessages {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** When the recipients of {@link #message} are due. */
    public static final Instant DUE = NOON.plusSeconds(60);

    /** How {@link #message} came in. */
    public static final Reception RECEPTION =
            Reception.over(
                            "mx",
                            InetAddress.ofLiteral("192.0.2.1"),
                            InetAddress.ofLiteral("2001:db8::7"))
                    .by("alice smith");

    private TestMessages() {}

    public static QueuedMessage message(QueueId id) {
        List<RecipientStatus> recipients =
                List.of(
                        status("bob@a.example", 1, "drop file is locked by pid 17"),
                        RecipientStatus.untried(Recipient.of(address("\"c d\"@a.example")), DUE));
        Envelope envelope =
                new Envelope(
                        id,
                        NOON,
                        ReversePath.of(address("alice@host.example")),
                        recipients.stream().map(RecipientStatus::recipient).toList(),
                        true,
                        false,
                        new DsnRequest(Ret.HDRS, "QQ314159"),
                        RECEPTION);
        Body body = MemoryBody.of("hello\r\n".getBytes(StandardCharsets.US_ASCII));
        return QueuedMessage.of(envelope, recipients, body);
    }

    public static RecipientStatus status(String address, int attempts, String why) {
        return new RecipientStatus(
                Recipient.of(address(address)), attempts, DeliveryStatus.localFailure(why), DUE);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    public static QueuedMessage understood(QueueFileReading reading) {
        return assertInstanceOf(QueueFileReading.Understood.class, reading).message();
    }
}
