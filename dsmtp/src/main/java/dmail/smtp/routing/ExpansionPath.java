package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of an expansion, from an address back to the recipient; finds loops.
 *
 * @param key of the address, the same in each spelling
 * @param address as it was written
 * @param asked which rules were applied to it
 * @param before the path up to here
 * @param depth its length
 */
record ExpansionPath(
        String key, EmailAddress address, Asked asked, @Nullable ExpansionPath before, int depth) {
    /**
     * The rules that have been applied to an address; they are skipped when expansion returns to
     * it.
     */
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

    /** {@return the same, after the user data base or the user's forward file} */
    ExpansionPath atUser() {
        return new ExpansionPath(key, address, Asked.USER, before, depth);
    }

    /** {@return the rules that were applied to that address, if it is on the path} */
    Optional<Asked> find(String wanted) {
        for (ExpansionPath link = this; link != null; link = link.before) {
            if (link.key.equals(wanted)) {
                return Optional.of(link.asked);
            }
        }
        return Optional.empty();
    }

    /** {@return the last user after that address whose forwards were applied} */
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
