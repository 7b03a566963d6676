package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** The host was taken up on an offer, and it doesn't work. */
final class BrokenExtensionException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final EhloExtension offer;

    /**
     * @param words what happened, for people
     */
    BrokenExtensionException(EhloExtension offer, String words) {
        super(words);
        this.offer = offer;
    }

    EhloExtension offer() {
        return offer;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
