package dmail.common.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The key exchange of TLS 1.2 in which the client encrypts a secret with the server's RSA key. Java
 * disables it, since whoever gets the key later can decrypt what was recorded before; some old
 * scanners and other devices have no other.
 */
public final class RsaKeyExchange {
    private static final String PROPERTY = "jdk.tls.disabledAlgorithms";
    private static final String SUITES = "TLS_RSA_*";

    private RsaKeyExchange() {}

    /** Allows it in this process; has an effect only before TLS is first used. */
    public static void allow() {
        Optional.ofNullable(Security.getProperty(PROPERTY))
                .ifPresent(disabled -> Security.setProperty(PROPERTY, without(disabled)));
    }

    /** {@return the list of disabled algorithms without this one} */
    static String without(String disabled) {
        List<String> all = Arrays.asList(disabled.split(",", -1));
        return all.stream()
                .map(String::strip)
                .filter(one -> !one.equals(SUITES))
                .collect(Collectors.joining(", "));
    }
}
