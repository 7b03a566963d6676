package dmail.common.authent;

import dmail.common.io.Owner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of the user data base. */
public sealed interface Verdict {
    /**
     * The user exists, and the password was right if one was given.
     *
     * @param name as spelled in the user data base
     * @param dropFile the path it gives for the user's mail; empty or {@code config} for the
     *     default by dmail.conf
     * @param owner of a new drop file
     * @param info fields such as {@code fwd} and {@code quota}
     */
    record Accepted(String name, String dropFile, Owner owner, Map<String, String> info)
            implements Verdict {
        public Accepted {
            // The order is kept, since administrators read them.
            info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
        }
    }

    /** No such user, or the password is wrong; clients get the same reply for both. */
    record Rejected(Reason reason) implements Verdict {}

    /** A temporary failure on our side; never "no such user". */
    record Unavailable(String why) implements Verdict {}

    /** The reason, for the log. */
    enum Reason {
        NO_SUCH_USER("no such user"),
        WRONG_PASSWORD("wrong password"),
        /** The account is locked, expired or not meant for logins. */
        NOT_ALLOWED("account may not log in"),
        /** The name or password can't be looked up, for instance because of control characters. */
        MALFORMED("name or password that cannot be asked about");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** {@return the reason in words, for the log} */
        public String text() {
            return text;
        }
    }
}
