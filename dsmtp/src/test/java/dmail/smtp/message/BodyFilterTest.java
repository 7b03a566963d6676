package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BodyFilterTest {
    private final BodySink inner = new FakeMailQueue().newBody();

    /** Hands on each octet twice. */
    private record Twice(BodySink body) implements BodyFilter {
        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                body.write(octets[i]);
                body.write(octets, i, 1);
            }
        }
    }

    @Test
    void saysWhatTheOtherOneSays() throws IOException {
        try (BodyFilter filter = new Twice(inner)) {
            filter.write("xaby".getBytes(StandardCharsets.US_ASCII), 1, 2);

            assertEquals(inner.id(), filter.id());
            assertEquals(4, filter.size());
            byte[] octets = filter.finish().open().readAllBytes();
            assertEquals("aabb", new String(octets, StandardCharsets.US_ASCII));
        }
        assertEquals(0, inner.size(), "closing goes through");
    }
}
