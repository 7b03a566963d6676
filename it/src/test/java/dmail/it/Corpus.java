package dmail.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Public messages that people collected to break mail programs with: Apache James mime4j's. */
final class Corpus {
    private static final String MEMBER = "/testmsgs/basic-plain.msg";

    private Corpus() {}

    /** {@return the messages by name, as they would be sent: each line with CRLF} */
    static Map<String, byte[]> messages() throws IOException {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        try (JarFile jar = jar()) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".msg")) {
                    messages.put(entry.getName(), read(jar, entry));
                }
            }
        }
        // Text alone gets an empty line behind our header, lest it be read as more of that.
        messages.values().removeIf(message -> !startsWithAField(message));
        return messages;
    }

    private static boolean startsWithAField(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return text.lines().findFirst().orElse("").matches("[!-9;-~]+:.*");
    }

    private static JarFile jar() throws IOException {
        URL member = Corpus.class.getResource(MEMBER);
        if (member == null) {
            throw new IOException("No corpus on the class path");
        }
        String file = member.getPath().substring(0, member.getPath().indexOf('!'));
        try {
            return new JarFile(Path.of(new java.net.URI(file)).toFile());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
            String whole = lines.endsWith("\r\n") ? lines : lines + "\r\n";
            return whole.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
