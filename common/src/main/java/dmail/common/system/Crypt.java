package dmail.common.system;

import java.util.Optional;

/** The function crypt(3). */
public interface Crypt {
    /**
     * Hashes a password.
     *
     * @param password octets without NUL, not converted
     * @param setting a hash, or the beginning of one that names method and salt
     * @return the hash, or empty when the system doesn't support the setting
     * @throws SystemBusyException when the call can't be made now, or the system has no crypt(3)
     */
    Optional<String> hash(byte[] password, String setting) throws SystemBusyException;
}
