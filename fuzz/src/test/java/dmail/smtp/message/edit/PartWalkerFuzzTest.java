package dmail.smtp.message.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dmail.common.io.OctetSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages and their parts: what isn't to be changed is passed on as it came. */
class PartWalkerFuzzTest {
    /** Into an array. */
    private static final class Gathering implements OctetSink {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(int octet) {
            octets.write(octet);
        }

        @Override
        public void write(byte[] some, int from, int count) {
            octets.write(some, from, count);
        }

        private String text() {
            return octets.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @FuzzTest
    void partsThatStayAreCopied(byte[] message) throws IOException {
        Gathering copy = new Gathering();
        try {
            new PartWalker(new Rewriter(Map.of(), copy)).walk(new ByteArrayInputStream(message));
        } catch (PartWalker.TooStrange _) {
            return;
        }
        String text = new String(message, StandardCharsets.ISO_8859_1);
        // A header that ends without its empty line gets one.
        assertEquals(fullLines(text), fullLines(copy.text()));
    }

    /** What has no encoding stays, so it isn't always seven bits; but it has an end. */
    @FuzzTest
    void theSevenBitFormHasBounds(byte[] message) throws IOException {
        Optional<String> converted = converted(message);
        if (converted.isPresent()) {
            int length = converted.get().length();
            assertTrue(length <= 4 * message.length + 64 * 1024, converted.get());
            assertEquals(converted, converted(message));
        }
    }

    private static Optional<String> converted(byte[] message) throws IOException {
        Optional<SevenBitForm> form = SevenBitForm.of(new ByteArrayInputStream(message));
        if (form.isEmpty()) {
            return Optional.empty();
        }
        Gathering out = new Gathering();
        form.get().write(new ByteArrayInputStream(message), out);
        return Optional.of(out.text());
    }

    private static List<String> fullLines(String text) {
        return Stream.of(text.split("\r\n", -1)).filter(line -> !line.isEmpty()).toList();
    }
}
