package dmail.common.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * A value that is replaced as a whole, such as the settings at a reload. Whoever uses the old one
 * then finishes with it; it is closed after the last use.
 *
 * @param <T> the value
 */
public final class Replaceable<T> implements AutoCloseable {
    /** One value and who is using it; two are the same only if they are one object. */
    private static final class Generation<T> {
        private final T value;
        private final ReadWriteLock use;

        Generation(T value) {
            this(value, new ReentrantReadWriteLock());
        }

        Generation(T value, ReadWriteLock use) {
            this.value = value;
            this.use = use;
        }

        void begin() {
            use.readLock().lock();
        }

        void end() {
            use.readLock().unlock();
        }
    }

    /** A value in use. The thread that began it closes it. */
    public static final class Use<T> implements AutoCloseable {
        private final Generation<T> generation;

        private Use(Generation<T> generation) {
            this.generation = generation;
        }

        public T value() {
            return generation.value;
        }

        @Override
        public void close() {
            generation.end();
        }
    }

    private final Consumer<T> end;
    private volatile Generation<T> current;

    /**
     * @param end closes a value
     */
    public Replaceable(T first, Consumer<T> end) {
        this.current = new Generation<>(first);
        this.end = end;
    }

    /** {@return the current value; it may be closed at any moment} */
    public T now() {
        return current.value;
    }

    /** Replaces it; returns when the old one is in use no more. */
    public void replace(T next) {
        Generation<T> old = current;
        current = new Generation<>(next);
        end(old);
    }

    /**
     * Replaces it by a value that has all the old one would close; that is closed once, after the
     * last use of both.
     */
    public void passOn(T next) {
        current = new Generation<>(next, current.use);
    }

    /** {@return the current value, which stays open until this use of it is closed} */
    public Use<T> use() {
        while (true) {
            Generation<T> mine = current;
            mine.begin();
            // Replaced between the two steps, it may be closed already.
            if (mine == current) {
                return new Use<>(mine);
            }
            mine.end();
        }
    }

    /** Closes the current value, after its last use. */
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
