package dmail.common.config.runtime;

import dmail.common.config.Configuration;
import dmail.common.config.Setting;
import dmail.common.config.runtime.LineChange.Outcome.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Changes of settings that are to hold together.
 *
 * @param owner who began it
 * @param began when
 * @param next the settings as they will be
 * @param size of all lines of the console then
 * @param settings those that have been changed
 * @param changes how many there are
 */
public record ConsoleTransaction(
        String owner,
        Instant began,
        Configuration next,
        ConsoleSize size,
        Set<Setting<?>> settings,
        int changes) {
    /** Nobody is to find the console taken by somebody who has left. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /** Copies. */
    public ConsoleTransaction {
        settings = Set.copyOf(settings);
    }

    /** {@return this transaction with one more change} */
    public ConsoleTransaction with(Changed change) {
        Set<Setting<?>> more = new HashSet<>(settings);
        more.add(change.setting());
        return new ConsoleTransaction(
                owner, began, change.next(), size.plus(change.growth()), more, changes + 1);
    }

    /** {@return whether it has been open for too long} */
    public boolean isOver(Instant now) {
        return !now.isBefore(began.plus(LONGEST));
    }
}
