package dmail.common.authent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the users file: {@code name:hash:label="value" …}.
 *
 * @param name in lower case
 * @param hash of the password; one of an unknown form, such as {@code *}, matches no password
 * @param info fields in their order
 */
public record UserEntry(String name, String hash, Map<String, String> info) {
    public UserEntry {
        info = info.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(info));
    }

    /** {@return the entry, or empty when the line isn't one} */
    static Optional<UserEntry> parse(String line) {
        String[] parts = line.split(":", 3);
        if (parts.length < 2 || !DatabaseName.isAskable(parts[0]) || !isHash(parts[1])) {
            return Optional.empty();
        }
        return InfoFields.parse(parts.length == 3 ? parts[2] : "")
                .map(info -> new UserEntry(DatabaseName.fold(parts[0]), parts[1], info));
    }

    private static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** {@return the line of the users file} */
    String line() {
        return name + ":" + hash + ":" + InfoFields.show(info);
    }
}
