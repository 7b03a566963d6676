package dmail.pop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.ShortOfMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncryptionTest {
    @TempDir private Path folder;

    /** What is said to STLS can be taken back; what follows the go-ahead can't. */
    @Test
    void encryptionIsPutOffWhileMemoryIsShort() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] wire = "STLS\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);

        new SessionFixture(folder)
                .serve(new ByteArrayInputStream(wire), out, (_, _) -> {}, new ShortOfMemory());

        List<String> replies = out.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(3, replies.size(), replies.toString());
        assertTrue(replies.get(1).startsWith("-ERR [SYS/TEMP] "), replies.toString());
        assertTrue(replies.get(2).startsWith("+OK"), replies.toString());
    }
}
