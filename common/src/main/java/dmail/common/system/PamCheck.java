package dmail.common.system;

/** Checks passwords of the operating system's users as the administrator has set it up. */
public interface PamCheck {
    /** What the system says. */
    enum Answer {
        /** It is the password, and the account may be used now. */
        RIGHT,
        /** It isn't, or there is no such user. */
        WRONG,
        /** It is the password of an account that may not be used now. */
        NOT_ALLOWED
    }

    /**
     * Checks one.
     *
     * @param password octets; one with a NUL is wrong
     * @param host who asks, for the modules and their logs
     * @throws SystemBusyException when the system can't tell now
     */
    Answer check(String user, byte[] password, String host) throws SystemBusyException;
}
