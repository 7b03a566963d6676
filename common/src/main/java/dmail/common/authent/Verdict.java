package dmail.common.authent;

import dmail.common.io.Owner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the users' data base said. */
public sealed interface Verdict {
    /**
     * The user exists, and the password was right if one was given.
     *
     * @param name the name as the data base spells it
     * @param dropFile where it says the user's mail is; empty or the word {@code config} means the
     *     place that dmail.conf implies
     * @param owner whose file a new drop file becomes
     * @param info fields such as {@code fwd} and {@code quota}
     */
    record Accepted(String name, String dropFile, Owner owner, Map<String, String> info)
            implements Verdict {
        public Accepted {
            // In their order: administrators read them.
            info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
        }
    }

    /** No such user, or the password is wrong; clients are told the same for both. */
    record Rejected(Reason reason) implements Verdict {}

    /** We can't tell now: a temporary failure of ours, never "no such user". */
    record Unavailable(String why) implements Verdict {}

    /** Why, for the log. */
    enum Reason {
        NO_SUCH_USER("no such user"),
        WRONG_PASSWORD("wrong password"),
        /** The account is locked, expired or not meant to log in. */
        NOT_ALLOWED("account may not log in"),
        /** The name or password can't be asked about, for instance for its control characters. */
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
