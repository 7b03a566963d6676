package dmail.smtp.message;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.protocol.Notify;

/**
 * A recipient of a message.
 *
 * @param address as the client gave it; used in reports
 * @param target how far it has been expanded
 * @param notifyOn when to report on it
 * @param original the value of {@code ORCPT=} as it came (RFC 3461 section 4.2), or empty
 * @param choice the binding by which it leaves this host, if it does
 */
public record Recipient(
        EmailAddress address,
        Target target,
        Notify notifyOn,
        String original,
        BindingChoice choice) {
    /** A recipient for whom nothing but the default was decided. */
    public Recipient(EmailAddress address, Target target, Notify notifyOn, String original) {
        this(address, target, notifyOn, original, BindingChoice.DEFAULT);
    }

    /** {@return a recipient without DSN parameters} */
    public static Recipient of(EmailAddress address) {
        return new Recipient(address, Target.GIVEN, Notify.UNSET, "");
    }

    /** {@return the same, expanded to that target} */
    public Recipient at(Target found) {
        return new Recipient(address, found, notifyOn, original, choice);
    }

    /**
     * {@return one of several that this one expands to; success is not reported for it (RFC 3461
     * section 5.2.7.2)}
     */
    public Recipient part(Target found) {
        return new Recipient(address, found, notifyOn.withoutSuccess(), original, choice);
    }

    /**
     * {@return the same with DSN parameters}
     *
     * @param reports when to report on it
     * @param newOriginal the value of {@code ORCPT=}, or empty
     */
    public Recipient withNotify(Notify reports, String newOriginal) {
        return new Recipient(address, target, reports, newOriginal, choice);
    }

    /** {@return the same by another choice of a binding} */
    public Recipient by(BindingChoice decided) {
        return choice.equals(decided)
                ? this
                : new Recipient(address, target, notifyOn, original, decided);
    }

    /**
     * {@return the domain whose exchangers get its mail}
     *
     * @param end the remote address that it leads to
     */
    public Domain next(EmailAddress end) {
        return target instanceof Target.Through(_, Domain other) ? other : end.domain();
    }

    @Override
    public String toString() {
        return RecipientForm.write(this);
    }
}
