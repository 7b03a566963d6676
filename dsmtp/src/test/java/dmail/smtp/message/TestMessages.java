package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Ret;
import dmail.smtp.queuefile.QueueFileReading;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Messages for tests of the queue's folder. */
public final class TestMessages {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private TestMessages() {}

    public static QueuedMessage message(QueueId id) {
        List<RecipientStatus> recipients =
                List.of(
                        status("bob@a.example", 1, "drop file is locked by pid 17"),
                        RecipientStatus.untried(Recipient.of(address("\"c d\"@a.example"))));
        Envelope envelope =
                new Envelope(
                        id,
                        NOON,
                        ReversePath.of(address("alice@host.example")),
                        recipients.stream().map(RecipientStatus::recipient).toList(),
                        true,
                        false,
                        new DsnRequest(Ret.HDRS, "QQ314159"));
        Body body = MemoryBody.of("hello\r\n".getBytes(StandardCharsets.US_ASCII));
        return QueuedMessage.of(envelope, NOON.plusSeconds(60), recipients, body);
    }

    public static RecipientStatus status(String address, int attempts, String why) {
        return new RecipientStatus(
                Recipient.of(address(address)), attempts, DeliveryStatus.localFailure(why));
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    public static QueuedMessage understood(QueueFileReading reading) {
        return assertInstanceOf(QueueFileReading.Understood.class, reading).message();
    }
}
