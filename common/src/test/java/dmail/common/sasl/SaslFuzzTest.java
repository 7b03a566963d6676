package dmail.common.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.StoredSecret;
import dmail.common.testing.FakeUsers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, an exchange takes a step, proves nothing, and shows no password. */
final class SaslFuzzTest {
    private static final SaslMechanisms ALL = new SaslMechanisms(true, true);
    private static final int ROUNDS = 4_000;

    private final Random random = new Random(5034);

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "SCRAM-SHA-256"})
    void noiseProvesNothing(String mechanism) {
        for (int round = 0; round < ROUNDS; round++) {
            SaslExchange sasl = begin(mechanism);
            SaslStep step = sasl.begin(Optional.of(line()));
            for (int i = 0; i < 5 && step instanceof SaslStep.Challenge; i++) {
                step = sasl.answer(line());
            }
            boolean right = step instanceof SaslStep.Proof proof && proof.isRight().getAsBoolean();
            assertFalse(right, step.toString());
            assertFalse(step instanceof SaslStep.Confirmed, step.toString());
        }
    }

    @Test
    void aMessageWithOneOctetChangedProvesNothing() {
        String first = base64("n,,n=carol,r=clientnonce");
        for (int round = 0; round < ROUNDS; round++) {
            SaslExchange sasl = begin("SCRAM-SHA-256");
            assertTrue(sasl.begin(Optional.of(first)) instanceof SaslStep.Challenge);
            byte[] last =
                    ("c=biws,r=clientnonce" + "x".repeat(24) + ",p=AAAA")
                            .getBytes(StandardCharsets.US_ASCII);
            last[random.nextInt(last.length)] = (byte) random.nextInt(256);
            SaslStep step = sasl.answer(Base64.getEncoder().encodeToString(last));
            boolean wrong = step instanceof SaslStep.Proof proof && !proof.isRight().getAsBoolean();
            assertTrue(wrong || step instanceof SaslStep.Malformed, step.toString());
        }
    }

    @Test
    void noStepShowsThePassword() {
        SaslStep step = begin("PLAIN").begin(Optional.of(base64("\0alice\0Geheim77")));

        assertTrue(step instanceof SaslStep.Check);
        assertFalse(step.toString().contains("Geheim77"), step.toString());
    }

    @Test
    void offersOnlyWhatItIsToldTo() {
        assertEquals(List.of("SCRAM-SHA-256", "PLAIN", "LOGIN"), ALL.names());
        assertEquals(List.of("SCRAM-SHA-256"), new SaslMechanisms(false, true).names());
        assertEquals(
                Optional.empty(),
                new SaslMechanisms(false, true).begin("plain", SaslFuzzTest::secret, random));
    }

    private SaslExchange begin(String mechanism) {
        return ALL.begin(mechanism, SaslFuzzTest::secret, random).orElseThrow();
    }

    private static StoredSecret secret(String name) {
        return name.equals("carol")
                ? new StoredSecret.Kept(FakeUsers.SCRAM_OF_SECRET, "")
                : new StoredSecret.None("");
    }

    /** Pieces of messages, some of them in base64. */
    private String line() {
        String[] pieces = {
            "n,,",
            "y,,",
            "p=x,,",
            "a=",
            "n=carol",
            ",r=",
            "abcdefgh",
            ",p=",
            "c=biws",
            "\0",
            "alice",
            "secret",
            "=2C",
            "=",
            ",",
            "*",
            "\u00e9",
            "\ud83d\ude00",
            "q=AA==",
            "m=1",
            " ",
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return random.nextInt(10) == 0 ? text.toString() : base64(text.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
