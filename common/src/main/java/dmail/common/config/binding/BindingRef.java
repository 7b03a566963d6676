package dmail.common.config.binding;

import dmail.common.config.type.Parsed;

/** What mail is handed to: a binding, or a group of which one member is chosen. */
public sealed interface BindingRef {
    /** A binding by its name. */
    record One(String binding) implements BindingRef {
        @Override
        public String toString() {
            return binding;
        }
    }

    /** A group by its name. */
    record OfGroup(String group) implements BindingRef {
        @Override
        public String toString() {
            return PREFIX + group;
        }
    }

    /** Tells the two apart; no name has a colon. */
    String PREFIX = "group:";

    /** {@return the reference, written {@code <binding>} or {@code group:<group>}} */
    static Parsed<BindingRef> parse(String word) {
        return word.startsWith(PREFIX)
                ? ScopeName.parse(word.substring(PREFIX.length())).map(OfGroup::new)
                : ScopeName.parse(word).map(One::new);
    }
}
