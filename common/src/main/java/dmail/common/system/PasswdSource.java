package dmail.common.system;

import java.util.Optional;

/** The users of the operating system. */
public interface PasswdSource {
    /**
     * {@return the user of that name}
     *
     * @throws SystemBusyException when the system can't answer now
     */
    Optional<PasswdEntry> passwd(String name) throws SystemBusyException;

    /**
     * {@return the user's shadow entry}
     *
     * @throws SystemBusyException when the system can't answer now, or we may not read it
     */
    Optional<ShadowEntry> shadow(String name) throws SystemBusyException;
}
