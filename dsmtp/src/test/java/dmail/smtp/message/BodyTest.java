package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BodyTest {
    @TempDir private Path folder;

    @Test
    void aBodyInMemoryIsItsPiecesInOrder() throws IOException {
        MemoryBody body = new MemoryBody(List.of(octets("To: a\r\n"), octets("\r\nhello\r\n")));

        assertEquals(16, body.length());
        assertArrayEquals("To: a\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII), read(body));
        assertEquals(2, body.pieces().size());
    }

    @Test
    void aBodyInAFileIsOnlyItsPart() throws IOException {
        Path file = Files.writeString(folder.resolve("m"), "envelope|message|rest");

        assertArrayEquals(
                "message".getBytes(StandardCharsets.US_ASCII), read(new FileBody(file, 9, 7)));
    }

    @Test
    void aFileCutShortIsAFailureAndNotAShorterMessage() throws IOException {
        Path file = Files.writeString(folder.resolve("m"), "mess");

        assertThrows(EOFException.class, () -> read(new FileBody(file, 0, 7)));
    }

    private static byte[] read(Body body) throws IOException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
