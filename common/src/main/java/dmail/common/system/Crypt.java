package dmail.common.system;

import java.util.Optional;

/** The function crypt(3). */
public interface Crypt {
    /**
     * Hashes a password.
     *
     * @param password octets without NUL, taken as they are
     * @param setting a hash, or the beginning of one that names method and salt
     * @return the hash, or empty when the setting is none that the system knows
     * @throws SystemBusyException when the system has no time for it now, or no crypt(3)
     */
    Optional<String> hash(byte[] password, String setting) throws SystemBusyException;
}
