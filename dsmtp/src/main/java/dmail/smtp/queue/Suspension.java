package dmail.smtp.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether outgoing mail is suspended. A file records it: an administrator who suspends mail in an
 * emergency doesn't want a restart to send it all.
 *
 * @param file exists while it is
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
