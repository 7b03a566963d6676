package dmail.smtp.routing;

import dmail.common.io.OpenedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The text of a small file. */
final class FileText {
    private FileText() {}

    /** {@return a file's text: UTF-8, or Latin-1, which files of the original DMail may have} */
    static String read(Path file, int largest) throws IOException {
        try (OpenedFile opened = OpenedFile.toReadBehindLinks(file)) {
            return read(opened, largest);
        }
    }

    /** {@return the same for an open file} */
    static String read(OpenedFile file, int largest) throws IOException {
        byte[] octets = file.octets(largest + 1);
        if (octets.length > largest) {
            throw new IOException("larger than " + largest + " octets");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }
}
