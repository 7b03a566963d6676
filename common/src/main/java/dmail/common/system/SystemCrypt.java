package dmail.common.system;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** crypt(3) on native threads; the library is loaded on first use. */
public final class SystemCrypt implements Crypt {
    private final NativeCalls calls;
    private volatile @Nullable LibCrypt library;

    public SystemCrypt(NativeCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<String> hash(byte[] password, String setting) throws SystemBusyException {
        return calls.call(() -> library().hash(password, setting));
    }

    private LibCrypt library() throws SystemBusyException {
        LibCrypt loaded = library;
        if (loaded == null) {
            loaded = LibCrypt.load();
            library = loaded;
        }
        return loaded;
    }
}
