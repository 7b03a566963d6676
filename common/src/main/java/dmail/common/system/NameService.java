package dmail.common.system;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The C library's look-ups by name, {@code getpwnam_r} and {@code getspnam_r}, which use the
 * sources named in /etc/nsswitch.conf.
 */
final class NameService implements PasswdSource {
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EACCES = 13;
    private static final int ERANGE = 34;

    private static final int FIRST_BUFFER = 4 * 1024;
    private static final int LARGEST_BUFFER = 1024 * 1024;

    /** Octets for a struct passwd or spwd without its strings; generous for both. */
    private static final int STRUCTURE = 128;

    private static final int P = Native.POINTER_SIZE;
    private static final int L = Native.LONG_SIZE;

    private final Function getpwnam;
    private final Function getspnam;

    NameService() {
        NativeLibrary c = NativeLibrary.getProcess();
        this.getpwnam = c.getFunction("getpwnam_r");
        this.getspnam = c.getFunction("getspnam_r");
    }

    /** Reads a structure that the C library has filled in. */
    private interface Reader<T> {
        T read(Pointer structure);
    }

    @Override
    public Optional<PasswdEntry> passwd(String name) throws SystemBusyException {
        return find(getpwnam, name, NameService::readPasswd);
    }

    @Override
    public Optional<ShadowEntry> shadow(String name) throws SystemBusyException {
        return find(getspnam, name, NameService::readShadow);
    }

    private static <T> Optional<T> find(Function function, String name, Reader<T> reader)
            throws SystemBusyException {
        for (int size = FIRST_BUFFER; size <= LARGEST_BUFFER; size *= 4) {
            try (Memory structure = new Memory(STRUCTURE);
                    Memory buffer = new Memory(size);
                    Memory result = new Memory(P)) {
                result.setPointer(0, Pointer.NULL);
                Object[] arguments = {octets(name), structure, buffer, (long) size, result};
                int error = function.invokeInt(arguments);
                if (error != ERANGE) {
                    return found(error, result)
                            ? Optional.of(reader.read(structure))
                            : Optional.empty();
                }
            }
        }
        throw new SystemBusyException("the system's entry of a user is too long");
    }

    private static boolean found(int error, Memory result) throws SystemBusyException {
        return switch (error) {
            case 0 -> result.getPointer(0) != null;
            case ENOENT, ESRCH -> false;
            case EACCES -> throw new SystemBusyException("the shadow file can't be read");
            default -> throw new SystemBusyException("the name service failed, errno " + error);
        };
    }

    private static byte[] octets(String name) {
        return (name + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** struct passwd: name, passwd, uid, gid, gecos, dir, shell. */
    private static PasswdEntry readPasswd(Pointer structure) {
        return new PasswdEntry(
                text(structure, 0),
                structure.getInt(2L * P),
                structure.getInt(2L * P + 4),
                text(structure, 3L * P + 8),
                text(structure, 4L * P + 8));
    }

    /** struct spwd: name, password, then as long: lstchg, min, max, warn, inact, expire. */
    private static ShadowEntry readShadow(Pointer structure) {
        return new ShadowEntry(
                text(structure, P),
                number(structure, 0),
                number(structure, 2),
                number(structure, 4),
                number(structure, 5));
    }

    private static String text(Pointer structure, long offset) {
        Pointer text = structure.getPointer(offset);
        return text == null ? "" : text.getString(0, "UTF-8");
    }

    private static long number(Pointer structure, int index) {
        return structure.getNativeLong(2L * P + (long) index * L).longValue();
    }
}
