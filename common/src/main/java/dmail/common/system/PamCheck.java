package dmail.common.system;

/**
 * Checks passwords of the operating system's users with PAM, as the administrator has configured
 * it.
 */
public interface PamCheck {
    /** The outcome of a check. */
    enum Answer {
        /** The password is right, and the account may be used now. */
        RIGHT,
        /** The password is wrong, or there is no such user. */
        WRONG,
        /** The password is right, but the account may not be used now. */
        NOT_ALLOWED
    }

    /**
     * Checks one password.
     *
     * @param password octets; one with a NUL is wrong
     * @param host of the client, for the modules and their logs
     * @throws SystemBusyException when the system can't answer now
     */
    Answer check(String user, byte[] password, String host) throws SystemBusyException;
}
