package dmail.common.system;

import java.util.Optional;

/** The users of the operating system. */
public interface PasswdSource {
    /**
     * {@return the user of that name}
     *
     * @throws SystemBusyException when the system can't tell now
     */
    Optional<PasswdEntry> passwd(String name) throws SystemBusyException;

    /**
     * {@return what is known of his password}
     *
     * @throws SystemBusyException when the system can't tell now, or doesn't let us know
     */
    Optional<ShadowEntry> shadow(String name) throws SystemBusyException;
}
