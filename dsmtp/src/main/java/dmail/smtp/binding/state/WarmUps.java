package dmail.smtp.binding.state;

import dmail.common.config.binding.value.WarmUp;
import dmail.smtp.message.QueueId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many messages each young binding has taken in its period, which begins with the first of
 * them. A message that is tried again in the same period counts once. Not thread-safe.
 */
final class WarmUps {
    /** Of all bindings; about 100 octets each. Further messages count each time they are tried. */
    private static final int MOST_REMEMBERED = 20_000;

    private final Map<String, Window> windows = new HashMap<>();
    private int remembered;

    /** The period of a binding that is under way. */
    static final class Window {
        private final Instant start;
        private final Set<QueueId> taken = new HashSet<>();
        private int messages;

        /**
         * @param messages that it has taken already
         */
        Window(Instant start, int messages) {
            this.start = start;
            this.messages = messages;
        }

        Instant start() {
            return start;
        }

        int messages() {
            return messages;
        }
    }

    /** {@return the periods by the names of the bindings} */
    Map<String, Window> windows() {
        return windows;
    }

    void put(String binding, Window window) {
        windows.put(binding, window);
    }

    /** {@return how many messages a binding has taken in its last period} */
    int messages(String binding) {
        Window window = windows.get(binding);
        return window == null ? 0 : window.messages;
    }

    /** {@return whether a binding takes no more messages in this period} */
    boolean isUsedUp(String binding, WarmUp limit, Instant now) {
        Window window = windows.get(binding);
        return window != null && !isOver(window, limit, now) && window.messages >= limit.messages();
    }

    /** {@return whether a binding may still take a message, or has taken it; nothing is counted} */
    boolean hasRoom(String binding, WarmUp limit, QueueId id, Instant now) {
        Window window = windows.get(binding);
        return window == null || window.taken.contains(id) || !isUsedUp(binding, limit, now);
    }

    /** {@return whether a binding takes a message, which is then counted} */
    boolean take(String binding, WarmUp limit, QueueId id, Instant now) {
        if (!hasRoom(binding, limit, id, now)) {
            return false;
        }
        Window window = current(binding, limit, now);
        if (!window.taken.contains(id)) {
            window.messages++;
            if (remembered < MOST_REMEMBERED) {
                window.taken.add(id);
                remembered++;
            }
        }
        return true;
    }

    private Window current(String binding, WarmUp limit, Instant now) {
        Window window = windows.get(binding);
        if (window == null || isOver(window, limit, now)) {
            remembered -= window == null ? 0 : window.taken.size();
            window = new Window(now, 0);
            windows.put(binding, window);
        }
        return window;
    }

    /** Forgets periods that are over, however long they may be. */
    void forgetThoseOver(Instant now) {
        Instant then = now.minus(WarmUp.Period.DAY.length());
        windows.values()
                .removeIf(window -> {
                    boolean isOver = window.start.isBefore(then);
                    remembered -= isOver ? window.taken.size() : 0;
                    return isOver;
                });
    }

    /** A clock that was set back begins a new period, too, lest mail waits for long. */
    private static boolean isOver(Window window, WarmUp limit, Instant now) {
        return now.isBefore(window.start)
                || !now.isBefore(window.start.plus(limit.period().length()));
    }

    /** {@return when the next period may begin} */
    Instant end(String binding, WarmUp limit, Instant now) {
        Window window = windows.get(binding);
        return window == null ? now : window.start.plus(limit.period().length());
    }
}
