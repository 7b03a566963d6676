package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class OctetSinkTest {
    @Test
    void takesOneOctetAsAPieceOfOne() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        OctetSink sink = taken::write;

        sink.write('.');
        sink.write(0x1ff);
        sink.write(new byte[] {1, 2, 3, 4}, 1, 2);

        assertArrayEquals(new byte[] {'.', (byte) 0xff, 2, 3}, taken.toByteArray());
    }
}
