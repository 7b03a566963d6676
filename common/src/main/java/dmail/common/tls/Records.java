package dmail.common.tls;

/** The size of TLS records. */
final class Records {
    /** Octets; no record is longer (RFC 8446 section 5.2). The JDK asks for a little more. */
    static final int CAPACITY = 17 * 1024;

    private Records() {}
}
