package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Ret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MessageFormTest {
    private final TestMail mail = new TestMail();

    @Test
    void anEnvelopeIsReadBackAsItWas() {
        Envelope plain = mail.to("bob@a.example");
        Envelope odd =
                new Envelope(
                        plain.id(),
                        TestMail.NOON,
                        ReversePath.NULL,
                        List.of(
                                recipient("\"o d\\\"d\"@a.example"),
                                recipient("jørgen@a.example"),
                                recipient("v".repeat(255) + "@" + "d.".repeat(120) + "example"),
                                recipient(".x..y.@a.example"),
                                recipient("\".x..y.\"@a.example"),
                                recipient("x@[192.0.2.1]")),
                        false,
                        true,
                        new DsnRequest(Ret.FULL, "a+2Bb"));

        assertEquals(plain, parse(payload(plain)).envelope());
        assertEquals(odd, parse(payload(odd)).envelope());
    }

    @Test
    void anyDamageIsEmptyOrAnotherMessageButNeverAFailure() {
        byte[] whole = payload(mail.to("bob@a.example", "carol@a.example")).array();
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int hit = 0; hit < 3 && damaged.length > 0; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            var parsed = MessageForm.parse(ByteBuffer.wrap(damaged));
            assertTrue(parsed.isEmpty() || !parsed.get().envelope().recipients().isEmpty());
        }
    }

    private static Recipient recipient(String address) {
        return new Recipient(
                EmailAddress.parse(address).orElseThrow(),
                new Target.Program("/bin/filter -x \"a <b>\"", "ann"),
                Notify.NEVER,
                "rfc822;x+2By");
    }

    private static MessageForm.Parsed parse(ByteBuffer payload) {
        return MessageForm.parse(payload).orElseThrow();
    }

    private static ByteBuffer payload(Envelope envelope) {
        ByteBuffer whole = ByteBuffer.allocate(4096);
        MessageForm.payload(envelope, TestMail.body("hello")).forEach(whole::put);
        whole.flip();
        return ByteBuffer.wrap(Arrays.copyOf(whole.array(), whole.limit()));
    }
}
