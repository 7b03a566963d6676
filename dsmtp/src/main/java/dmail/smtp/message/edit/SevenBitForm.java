package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The form of one message for a host without 8BITMIME (RFC 6152 section 3). What RFC 2045 has no
 * encoding for isn't changed: headers, what is around the parts of a multipart, and parts that
 * aren't in the encoding they name.
 */
public final class SevenBitForm {
    private final Map<Integer, String> encodings;

    private SevenBitForm(Map<Integer, String> encodings) {
        this.encodings = Map.copyOf(encodings);
    }

    /**
     * Reads the whole message.
     *
     * @return the form, or empty when nothing in it can be converted
     */
    public static Optional<SevenBitForm> of(InputStream message) throws IOException {
        EncodingNeeds needs = new EncodingNeeds();
        try {
            new PartWalker(needs).walk(message);
        } catch (PartWalker.TooStrange cannotBeSure) {
            return Optional.empty();
        }
        Map<Integer, String> encodings = needs.encodings();
        return encodings.isEmpty() ? Optional.empty() : Optional.of(new SevenBitForm(encodings));
    }

    /** Reads the same message again and writes it in that form. */
    public void write(InputStream message, OctetSink out) throws IOException {
        new PartWalker(new Rewriter(encodings, out)).walk(message);
    }
}
