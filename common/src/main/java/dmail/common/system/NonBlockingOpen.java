package dmail.common.system;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code open(2)} with O_NONBLOCK, which Java doesn't offer: Java's own open waits for the other
 * end of a FIFO, for a device, or for the holder of a lease, and blocks a carrier of virtual
 * threads meanwhile.
 */
public final class NonBlockingOpen {

    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private static final int WITHOUT_WAITING = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

    private final Function open;
    private final Function close;
    private final int noFollow;

    private NonBlockingOpen(int noFollow) {
        NativeLibrary c = NativeLibrary.getProcess();
        this.open = c.getFunction("open", Function.THROW_LAST_ERROR);
        this.close = c.getFunction("close");
        this.noFollow = noFollow;
    }

    /** {@return the call, where the values of its flags are known: on 64-bit Linux with /proc} */
    public static Optional<NonBlockingOpen> find(Path root) {
        boolean known =
                Platform.isLinux()
                        && Platform.is64Bit()
                        && Files.isDirectory(root.resolve("proc/self/fd"));
        try {
            return known ? noFollow().map(NonBlockingOpen::new) : Optional.empty();
        } catch (LinkageError noLibrary) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> noFollow() {
        return switch (Platform.ARCH) {
            case "x86-64", "riscv64", "s390x", "loongarch64" -> Optional.of(0x20000);
            case "aarch64", "ppc64", "ppc64le" -> Optional.of(0x8000);
            default -> Optional.empty();
        };
    }

    /** How a file is opened. */
    public enum Access {
        /** Read; symbolic links are followed. */
        READ_BEHIND_LINKS,
        /** Read; the last component must not be a symbolic link. */
        READ,
        /** Read and write; the last component must not be a symbolic link. */
        UPDATE
    }

    /**
     * Opens a file of any type.
     *
     * @return the descriptor, to be closed with {@link #close}
     */
    public int open(Path file, Access access) throws ErrorNumberException {
        int flags =
                switch (access) {
                    case READ_BEHIND_LINKS -> O_RDONLY;
                    case READ -> O_RDONLY | noFollow;
                    case UPDATE -> O_RDWR | noFollow;
                };
        byte[] name = (file + "\0").getBytes(StandardCharsets.UTF_8);
        try {
            return open.invokeInt(new Object[] {name, flags | WITHOUT_WAITING});
        } catch (LastErrorException e) {
            throw new ErrorNumberException(e.getErrorCode(), message(e));
        }
    }

    /** JNA puts the number before the system's text. */
    private static String message(LastErrorException e) {
        String message = String.valueOf(e.getMessage());
        return message.replaceFirst("^\\[\\d+] ", "");
    }

    /** Closes a descriptor. */
    public void close(int descriptor) {
        close.invokeInt(new Object[] {descriptor});
    }
}
