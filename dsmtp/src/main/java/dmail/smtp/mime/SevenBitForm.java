package dmail.smtp.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** How one message can be sent to a host that takes seven bits only. */
public final class SevenBitForm {
    private final Map<Integer, String> encodings;

    private SevenBitForm(Map<Integer, String> encodings) {
        this.encodings = Map.copyOf(encodings);
    }

    /**
     * Reads a message through.
     *
     * @return the form, or empty when it can't be had without loss
     */
    public static Optional<SevenBitForm> of(InputStream message) throws IOException {
        Survey survey = new Survey();
        try {
            new PartWalker(survey).walk(message);
        } catch (PartWalker.TooStrange cannotBeSure) {
            return Optional.empty();
        }
        return Optional.of(new SevenBitForm(survey.encodings()));
    }

    /** Reads the same message again and writes it in that form. */
    public void write(InputStream message, OctetSink out) throws IOException {
        new PartWalker(new Rewriter(encodings, out)).walk(message);
    }
}
