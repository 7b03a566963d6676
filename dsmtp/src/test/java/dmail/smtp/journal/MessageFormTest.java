package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Ret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
                        new DsnRequest(Ret.FULL, "a+2Bb"),
                        new Reception(
                                "25@*",
                                Optional.of(InetAddress.ofLiteral("192.0.2.1")),
                                Optional.of(InetAddress.ofLiteral("2001:db8::1")),
                                "jørgen\n<x>",
                                "shop",
                                true));

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
                "rfc822;x+2By",
                new BindingChoice("bulk", "pool", "/etc/dmail.conf:12"));
    }

    /** An envelope with one recipient in the form of version 1, as an earlier server wrote it. */
    @Test
    void bi38_aRecordOfVersion1IsReadAndItsBindingsAreNotDecided() {
        ByteBuffer old = ByteBuffer.allocate(4096);
        old.put((byte) 1).put((byte) 1);
        old.put("0123456789ABCD".getBytes(StandardCharsets.US_ASCII));
        old.putLong(TestMail.NOON.getEpochSecond()).putInt(TestMail.NOON.getNano()).putLong(5);
        text(old, "alice@host.example");
        text(old, "HDRS");
        text(old, "QQ314159");
        old.putInt(2);
        text(old, "<bob@a.example>");
        text(old, "<carol@b.example> NOTIFY=NEVER");
        old.put("hello".getBytes(StandardCharsets.US_ASCII)).flip();

        Envelope read = parse(old).envelope();

        assertEquals("alice@host.example", read.sender().toString());
        assertEquals(new DsnRequest(Ret.HDRS, "QQ314159"), read.reports());
        assertSame(Reception.NONE, read.reception());
        assertEquals(2, read.recipients().size());
        assertEquals(Notify.NEVER, read.recipients().getLast().notifyOn());
        for (Recipient recipient : read.recipients()) {
            assertEquals(BindingChoice.UNDECIDED, recipient.choice());
        }
    }

    @Test
    void aRecordOfALaterVersionIsNotUnderstood() {
        ByteBuffer later = payload(mail.to("bob@a.example"));
        later.put(0, (byte) 3);
        assertTrue(MessageForm.parse(later).isEmpty());
    }

    /** An envelope that needs no word more has none: the default is what most mail has. */
    @Test
    void theDefaultBindingTakesNoRoom() {
        Envelope plain = mail.to("bob@a.example");
        Envelope decided =
                plain.to(List.of(plain.recipients().getFirst().by(BindingChoice.DEFAULT)));
        assertEquals(payload(plain), payload(decided));
        assertFalse(StandardCharsets.UTF_8.decode(payload(plain)).toString().contains("BINDING"));
    }

    private static void text(ByteBuffer to, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        to.putInt(octets.length).put(octets);
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
