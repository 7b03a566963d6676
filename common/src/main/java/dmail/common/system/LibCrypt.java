package dmail.common.system;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Optional;

/** The system's libcrypt, which supports every form of hash that its /etc/shadow can have. */
final class LibCrypt implements Crypt {
    /**
     * CRYPT_DATA_SIZE of crypt.h: each call has its own buffer, so calls don't disturb each other.
     */
    private static final int DATA_SIZE = 32 * 1024;

    private final Function cryptRn;

    private LibCrypt(Function cryptRn) {
        this.cryptRn = cryptRn;
    }

    static LibCrypt load() throws SystemBusyException {
        // The name without a number is only there with the development package; 2 is the number on
        // newer systems.
        Optional<Function> found = find("libcrypt.so.1").or(() -> find("libcrypt.so.2"));
        return new LibCrypt(
                found.orElseThrow(
                        () -> new SystemBusyException("no libcrypt.so.1 or libcrypt.so.2")));
    }

    private static Optional<Function> find(String library) {
        try {
            return Optional.of(NativeLibrary.getInstance(library).getFunction("crypt_rn"));
        } catch (UnsatisfiedLinkError absent) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> hash(byte[] password, String setting) {
        try (Memory data = new Memory(DATA_SIZE);
                Memory phrase = new Memory(password.length + 1L)) {
            data.clear();
            phrase.write(0, password, 0, password.length);
            phrase.setByte(password.length, (byte) 0);
            Pointer hash = cryptRn.invokePointer(new Object[] {phrase, setting, data, DATA_SIZE});
            Optional<String> text =
                    hash == null ? Optional.empty() : Optional.of(hash.getString(0, "US-ASCII"));
            data.clear();
            phrase.clear();
            return text;
        }
    }
}
