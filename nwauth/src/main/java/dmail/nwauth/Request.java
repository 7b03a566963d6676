package dmail.nwauth;

import dmail.common.authent.password.Password;
import java.util.Map;
import java.util.Optional;

/** What a line asks for. */
sealed interface Request {
    /** Is this the user's password? */
    record Check(String name, Password password) implements Request {}

    /** Is there such a user? */
    record Lookup(String name) implements Request {}

    /**
     * Add or change a user.
     *
     * @param change the new password, or {@code Keep}
     * @param fields in place of the user's; when there are none, his stay
     */
    record Set(String name, PasswordChange change, Map<String, String> fields) implements Request {}

    /** What happens to a password. */
    sealed interface PasswordChange {
        /** {@code (NULL)}: it stays. */
        record Keep() implements PasswordChange {}

        /** This one from now on. */
        record Replace(Password password) implements PasswordChange {}
    }

    /** Remove a user. */
    record Delete(String name) implements Request {}

    /**
     * List the users of which something matches.
     *
     * @param from the number of the first one to list, from 1
     * @param most how many are listed at most
     */
    record Search(String pattern, int from, int most) implements Request {
        /** {@return the pattern with wildcards around it, unless it has some} */
        String wildcard() {
            boolean has = pattern.contains("*") || pattern.contains("?");
            return has ? pattern : "*" + pattern + "*";
        }
    }

    record Version() implements Request {}

    record Help() implements Request {}

    record Exit() implements Request {}

    /** A line that makes no sense. */
    record Wrong(String why) implements Request {}

    /** {@return the password, if one came with the request} */
    default Optional<Password> secret() {
        return switch (this) {
            case Check(_, var password) -> Optional.of(password);
            case Set(_, PasswordChange.Replace(var password), _) -> Optional.of(password);
            case Set _, Lookup _, Delete _, Search _, Version _, Help _, Exit _, Wrong _ ->
                    Optional.empty();
        };
    }
}
