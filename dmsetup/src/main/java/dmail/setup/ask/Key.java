package dmail.setup.ask;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is asked about; most are settings of dmail.conf and have their names. */
public enum Key {
    HOST_DOMAIN,
    LOCAL_HOST,
    OTHER_NAMES,
    AUTHENT_METHOD,
    USER,
    PASSWORD,
    SYSADMIN,
    DROP_PATH,
    WORK_PATH,
    LOG_PATH,
    RUN_AS,
    SMTP_PORT,
    POP_PORT,
    LISTEN_ON,
    FURTHER_PORTS,
    ADDRESS_NAMES,
    FORWARD_FROM_IP,
    MANAGER_PASSWORD;

    /** {@return the key of that name, in any letter case} */
    public static Optional<Key> named(String name) {
        return Arrays.stream(values()).filter(key -> key.name().equalsIgnoreCase(name)).findFirst();
    }

    /** {@return its name in a file of answers} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
