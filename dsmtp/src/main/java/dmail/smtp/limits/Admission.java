package dmail.smtp.limits;

/** Whether a connection may be made. */
public sealed interface Admission {
    /** It may, and it counts until the lease ends. */
    record Granted(Lease lease) implements Admission {}

    /** Not now. */
    record Held(Hold hold) implements Admission {}
}
