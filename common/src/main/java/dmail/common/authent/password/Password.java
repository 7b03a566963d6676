package dmail.common.authent.password;

import java.util.Arrays;

/**
 * A password on its way to be checked: octets as the client sent them, wiped by {@link #close()}
 * and never shown.
 */
public final class Password implements AutoCloseable {
    private final byte[] octets;

    /** Takes the array over; the caller must not keep it. */
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
