package dmail.common.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ports that Linux reserves for processes with CAP_NET_BIND_SERVICE. */
public final class PrivilegedPorts {
    private static final Path STATUS = FileSystems.getDefault().getPath("/proc/self/status");
    static final Path FIRST_FREE =
            FileSystems.getDefault().getPath("/proc/sys/net/ipv4/ip_unprivileged_port_start");

    /** The capability's bit in {@code CapEff}; capabilities(7). */
    private static final int NET_BIND_SERVICE = 10;

    private static final int HEXADECIMAL = 16;

    /** In octets. */
    private static final int LARGEST = 8192;

    private PrivilegedPorts() {}

    /**
     * {@return whether this process lacks the right to bind a port} False where the system doesn't
     * tell.
     */
    public static boolean isReserved(int port) {
        try {
            return isReserved(port, read(FIRST_FREE), read(STATUS));
        } catch (IOException | NumberFormatException doesNotTell) {
            return false;
        }
    }

    /** In one piece: below /proc/sys a second read finds the end of the file. */
    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
        }
    }

    static boolean isReserved(int port, String firstFree, String status) {
        return port > 0
                && port < Integer.parseInt(firstFree.strip())
                && status.lines()
                        .filter(line -> line.startsWith("CapEff:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .anyMatch(set -> !isIn(Long.parseUnsignedLong(set, HEXADECIMAL)));
    }

    private static boolean isIn(long capabilities) {
        return (capabilities >> NET_BIND_SERVICE & 1) == 1;
    }
}
