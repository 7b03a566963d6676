package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** An extension that the host offered failed when it was used. */
final class BrokenExtensionException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final EhloExtension offer;

    /**
     * @param words what happened, for reports and logs
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
