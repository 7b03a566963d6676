package dmail.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A peer's configuration file with ${names} in it, kept beside these classes. */
record Template(String resource) {
    /** Writes it to that file, for mail of the user mail below that folder. */
    void write(Path file, Path folder, int port) throws IOException {
        write(
                file,
                Map.of(
                        "folder",
                        folder,
                        "port",
                        port,
                        "uid",
                        Owner.MAIL.uid(),
                        "gid",
                        Owner.MAIL.gid()));
    }

    /** Writes it to that file with the names filled in. */
    void write(Path file, Map<String, ?> values) throws IOException {
        String text = read();
        for (Map.Entry<String, ?> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        Files.writeString(file, text);
    }

    private String read() throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("No resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
