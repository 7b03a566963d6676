package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** The host was taken up on an offer, and it doesn't work. */
final class BrokenOfferException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final Offer offer;

    /**
     * @param words what happened, for people
     */
    BrokenOfferException(Offer offer, String words) {
        super(words);
        this.offer = offer;
    }

    Offer offer() {
        return offer;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
