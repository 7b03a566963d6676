package dmail.common.io;

import dmail.common.system.NativeCalls;
import dmail.common.system.PasswdEntry;
import dmail.common.system.PasswdSource;
import dmail.common.system.SystemBusyException;
import dmail.common.system.SystemPasswd;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds user and group for new files by the name of a system user. */
public final class SystemOwners {
    /** Entries that are cached: one for each {@code program_user} that was ever configured. */
    private static final int MOST_KNOWN = 16;

    private final PasswdSource system;
    private final Map<String, Owner> known = new ConcurrentHashMap<>();

    SystemOwners(PasswdSource system) {
        this.system = system;
    }

    /**
     * {@return the look-up on this system}
     *
     * @param timeout the time-out
     */
    public static SystemOwners ofThisSystem(Duration timeout) {
        return new SystemOwners(new SystemPasswd(new NativeCalls(timeout)));
    }

    /**
     * {@return the user with his group; empty when there is no such user}
     *
     * @throws IOException when the system can't answer now
     */
    public Optional<Owner> find(String user) throws IOException {
        Owner before = known.get(user);
        if (before != null) {
            return Optional.of(before);
        }
        try {
            Optional<Owner> found = system.passwd(user).map(SystemOwners::owner);
            found.filter(_ -> known.size() < MOST_KNOWN).ifPresent(owner -> known.put(user, owner));
            return found;
        } catch (SystemBusyException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Owner owner(PasswdEntry entry) {
        return new Owner(entry.uid(), entry.gid());
    }
}
