package dmail.common.authent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a helper program's answer. */
sealed interface HelperReply {
    /** Yes: {@code +OK name path [uid fields]}; {@code uid} is 0 where it means nothing. */
    record Ok(String name, String path, int uid, Map<String, String> info) implements HelperReply {
        public Ok {
            // In their order: administrators read them.
            info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
        }

        /**
         * {@return whether this is about the user who was asked for} A helper may add the domain or
         * leave it out, but nobody becomes somebody else by a mix-up.
         */
        boolean isAbout(String asked) {
            String one = DatabaseName.fold(asked);
            String other = DatabaseName.fold(name);
            return one.equals(other) || one.startsWith(other + "@") || other.startsWith(one + "@");
        }
    }

    /** No: {@code -ERR reason}. */
    record No(String reason) implements HelperReply {}

    /** {@code +DATA text}: one line of several; the last one is of another kind. */
    record Data(String text) implements HelperReply {}

    /** {@code -DEAD reason}: the program can't answer at present. */
    record Dead(String reason) implements HelperReply {}

    /** Anything else: the program is out of step and must not be asked again. */
    record Garbage(String what) implements HelperReply {}
}
