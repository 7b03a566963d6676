package dmail.smtp.limits;

/** Whether a connection may be made. */
public sealed interface Admission {
    /**
     * It may.
     *
     * @param lease until whose end it counts as open
     * @param permit for making it
     */
    record Granted(Lease lease, Permit permit) implements Admission {}

    /** Not now. */
    record Held(Hold hold) implements Admission {}
}
