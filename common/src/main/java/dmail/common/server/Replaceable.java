package dmail.common.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The current settings or what was made of them, replaced as a whole by a reload. Calls that are
 * running then finish with the old value, which is closed after the last of them.
 *
 * @param <T> what is replaced
 */
public final class Replaceable<T> implements AutoCloseable {
    /** One value and the lock that its users hold; compared by identity. */
    private static final class Generation<T> {
        private final T value;
        private final ReadWriteLock use = new ReentrantReadWriteLock();

        Generation(T value) {
            this.value = value;
        }
    }

    private final Consumer<T> end;
    private volatile Generation<T> current;

    /**
     * @param end closes a value that isn't used any more
     */
    public Replaceable(T first, Consumer<T> end) {
        this.current = new Generation<>(first);
        this.end = end;
    }

    /** {@return the current value; it may be closed at any time, since it isn't locked} */
    public T now() {
        return current.value;
    }

    /** Replaces the value; returns when the old one isn't used any more and has been closed. */
    public void replace(T next) {
        Generation<T> old = current;
        current = new Generation<>(next);
        end(old);
    }

    /** Calls a function with the current value, which isn't closed before the function returns. */
    public <R> R ask(Function<T, R> question) {
        while (true) {
            Generation<T> mine = current;
            Lock use = mine.use.readLock();
            use.lock();
            try {
                // If it was replaced before the lock was taken, it may be closed already: take the
                // new one.
                if (mine == current) {
                    return question.apply(mine.value);
                }
            } finally {
                use.unlock();
            }
        }
    }

    /** Closes the current value once it isn't used any more. */
    @Override
    public void close() {
        end(current);
    }

    private void end(Generation<T> old) {
        Lock alone = old.use.writeLock();
        alone.lock();
        try {
            end.accept(old.value);
        } finally {
            alone.unlock();
        }
    }
}
