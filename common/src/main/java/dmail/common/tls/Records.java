package dmail.common.tls;

/** The size of what goes over the wire. */
final class Records {
    /** No record is longer (RFC 8446 section 5.2); the JDK asks for a little more. */
    static final int CAPACITY = 17 * 1024;

    private Records() {}
}
