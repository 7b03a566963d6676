package dmail.common.authent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a helper program's answer. */
sealed interface HelperReply {
    /** Yes: {@code +OK name path [uid fields]}; {@code uid} is 0 if it has none. */
    record Ok(String name, String path, int uid, Map<String, String> info) implements HelperReply {
        public Ok {
            // The order is kept, since administrators read them.
            info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
        }

        /**
         * {@return whether this is about the user who was asked for} A helper may add or leave out
         * the domain; any other name is refused, so that a confused helper can't log a client in as
         * somebody else.
         */
        boolean isAbout(String asked) {
            String one = DatabaseName.fold(asked);
            String other = DatabaseName.fold(name);
            return one.equals(other) || one.startsWith(other + "@") || other.startsWith(one + "@");
        }
    }

    /** No: {@code -ERR reason}. */
    record No(String reason) implements HelperReply {}

    /** {@code +DATA text}: one of several lines; the last one has another form. */
    record Data(String text) implements HelperReply {}

    /** {@code -DEAD reason}: the program can't answer now. */
    record Dead(String reason) implements HelperReply {}

    /** Anything else: the program is out of step, so it must be killed. */
    record Garbage(String what) implements HelperReply {}
}
