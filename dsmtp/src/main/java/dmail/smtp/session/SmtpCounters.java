package dmail.smtp.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts events since the server started. Thread-safe. */
public final class SmtpCounters {
    /** What is counted. */
    public enum Event {
        SESSION,
        SESSION_TURNED_AWAY,
        MESSAGE_ACCEPTED,
        MESSAGE_REFUSED,
        RECIPIENT_REFUSED
    }

    private final ConcurrentMap<Event, LongAdder> counts = new ConcurrentHashMap<>();

    void count(Event event) {
        counter(event).increment();
    }

    /** {@return how often that has happened} */
    public long of(Event event) {
        return counter(event).sum();
    }

    private LongAdder counter(Event event) {
        return counts.computeIfAbsent(event, _ -> new LongAdder());
    }
}
