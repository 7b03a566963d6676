package dmail.smtp.message;

import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Notify;

/**
 * One whom a message is for.
 *
 * @param address as the client gave it; reports name it
 * @param target how far it was followed
 * @param wish when the sender wants to hear
 * @param original the value of {@code ORCPT=} as it came (RFC 3461 section 4.2), or empty
 */
public record Recipient(EmailAddress address, Target target, Notify wish, String original) {
    /** {@return a recipient of whom nothing but the address was said} */
    public static Recipient of(EmailAddress address) {
        return new Recipient(address, Target.GIVEN, Notify.UNSET, "");
    }

    /** {@return the same, followed to that target} */
    public Recipient at(Target found) {
        return new Recipient(address, found, wish, original);
    }

    /**
     * {@return one of several that this one stands for, followed to that target; of success there
     * the sender hears nothing (RFC 3461 section 5.2.7.2)}
     */
    public Recipient part(Target found) {
        return new Recipient(address, found, wish.withoutSuccess(), original);
    }

    /**
     * {@return the same, with what its sender said about reports}
     *
     * @param reports when to hear of it
     * @param newOriginal the value of {@code ORCPT=}, or empty
     */
    public Recipient wishing(Notify reports, String newOriginal) {
        return new Recipient(address, target, reports, newOriginal);
    }

    @Override
    public String toString() {
        return RecipientForm.write(this);
    }
}
