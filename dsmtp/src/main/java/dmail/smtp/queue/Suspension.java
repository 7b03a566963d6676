package dmail.smtp.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether outgoing mail is held back. It is remembered as a file, since who suspends it in an
 * emergency doesn't expect a restart to send it all.
 *
 * @param file is there while it is
 */
record Suspension(Path file) {
    boolean isOn() {
        return Files.exists(file);
    }

    void begin() throws IOException {
        if (!isOn()) {
            Files.createFile(file);
        }
    }

    /** {@return whether it was on} */
    boolean end() throws IOException {
        return Files.deleteIfExists(file);
    }
}
