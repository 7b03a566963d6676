package dmail.common.io;

import java.io.IOException;

/**
 * Takes octets piece by piece: into a file, to the network, or into a comparison with what is
 * there.
 */
@FunctionalInterface
public interface OctetSink {
    /**
     * Takes octets, which are valid only during the call.
     *
     * @param offset where they start in the array
     * @param length how many they are
     */
    void write(byte[] octets, int offset, int length) throws IOException;

    /**
     * Takes one octet, the lowest eight bits. A sink that gets many of them this way should buffer
     * them.
     */
    default void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }
}
