package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * How one message is sent to a host that takes seven bits only (RFC 6152 section 3). What RFC 2045
 * has no encoding for stays as it is: headers, what is around the parts of a multipart, and what
 * names an encoding and isn't in it.
 */
public final class SevenBitForm {
    private final Map<Integer, String> encodings;

    private SevenBitForm(Map<Integer, String> encodings) {
        this.encodings = Map.copyOf(encodings);
    }

    /**
     * Reads a message through.
     *
     * @return the form, or empty when nothing in it can be converted
     */
    public static Optional<SevenBitForm> of(InputStream message) throws IOException {
        Survey survey = new Survey();
        try {
            new PartWalker(survey).walk(message);
        } catch (PartWalker.TooStrange cannotBeSure) {
            return Optional.empty();
        }
        Map<Integer, String> encodings = survey.encodings();
        return encodings.isEmpty() ? Optional.empty() : Optional.of(new SevenBitForm(encodings));
    }

    /** Reads the same message again and writes it in that form. */
    public void write(InputStream message, OctetSink out) throws IOException {
        new PartWalker(new Rewriter(encodings, out)).walk(message);
    }
}
