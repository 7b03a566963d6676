package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that led to one, back to the recipient: where a loop shows.
 *
 * @param key of the address, the same however it is written
 * @param address as it was written
 * @param asked how much was asked about it
 * @param before what led here
 * @param depth how many there are before
 */
record ExpansionPath(
        String key, EmailAddress address, Asked asked, @Nullable ExpansionPath before, int depth) {
    /** What has led an address on, so that it isn't asked again when the way comes back. */
    enum Asked {
        RULES,
        USER
    }

    static ExpansionPath start(String key, EmailAddress address) {
        return new ExpansionPath(key, address, Asked.RULES, null, 0);
    }

    ExpansionPath then(String next, EmailAddress to) {
        return new ExpansionPath(next, to, Asked.RULES, this, depth + 1);
    }

    /** {@return the same, once the users' data base or the user's forward file leads on} */
    ExpansionPath atUser() {
        return new ExpansionPath(key, address, Asked.USER, before, depth);
    }

    /** {@return how much was asked about that address on the way here, if it was on the way} */
    Optional<Asked> find(String wanted) {
        for (ExpansionPath link = this; link != null; link = link.before) {
            if (link.key.equals(wanted)) {
                return Optional.of(link.asked);
            }
        }
        return Optional.empty();
    }

    /** {@return the last user whose forwards led on, after that address} */
    Optional<EmailAddress> userSince(String wanted) {
        for (ExpansionPath link = this;
                link != null && !link.key.equals(wanted);
                link = link.before) {
            if (link.asked == Asked.USER) {
                return Optional.of(link.address);
            }
        }
        return Optional.empty();
    }
}
