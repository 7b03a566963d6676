package dmail.common.system;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operating system's users, looked up on native threads. */
public final class SystemPasswd implements PasswdSource {
    private final NativeCalls calls;
    private volatile @Nullable NameService service;

    public SystemPasswd(NativeCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<PasswdEntry> passwd(String name) throws SystemBusyException {
        return calls.call(() -> service().passwd(name));
    }

    @Override
    public Optional<ShadowEntry> shadow(String name) throws SystemBusyException {
        return calls.call(() -> service().shadow(name));
    }

    private NameService service() {
        NameService made = service;
        if (made == null) {
            made = new NameService();
            service = made;
        }
        return made;
    }
}
