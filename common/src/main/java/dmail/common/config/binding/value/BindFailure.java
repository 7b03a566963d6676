package dmail.common.config.binding.value;

import java.util.Locale;

/** What happens to mail whose source address this machine lacks. */
public enum BindFailure {
    /** It waits. */
    DEFER,
    /** Another member of the binding's group takes it; without one it waits. */
    NEXT,
    /** The system chooses the source. */
    SYSTEM;

    /** {@return the word in dmail.conf} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
