package dmail.common.authent.password;

import java.util.Arrays;

/**
 * A password to be checked: octets as the client sent them, erased by {@link #close()} and never
 * printed.
 */
public final class Password implements AutoCloseable {
    private final byte[] octets;

    /** Uses the array itself; the caller must not keep it. */
    public Password(byte[] octets) {
        this.octets = octets;
    }

    /** {@return the octets themselves, not a copy; they are zero after {@link #close()}} */
    public byte[] octets() {
        return octets;
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
