package dmail.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProvableMessageTest {
    private final byte[] message =
            ProvableMessage.of("one", ProvableMessage.body(2_000, new SplittableRandom(7)));

    @Test
    void namesItselfWhileWhole() {
        assertEquals(Optional.of("one"), ProvableMessage.idOf(message));
    }

    @Test
    void isNobodyOnceAnOctetChanged() {
        message[message.length - 3] ^= 1;

        assertEquals(Optional.empty(), ProvableMessage.idOf(message));
    }
}
