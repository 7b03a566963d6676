package dmail.common.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is in force, exchanged as a whole when settings change. Questions that are under way then
 * are answered by the old, which is closed after the last of them.
 *
 * @param <T> what is in force
 */
public final class Replaceable<T> implements AutoCloseable {
    /** One value and who is using it; two are the same only if they are one object. */
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
     * @param end closes one that nobody uses any more
     */
    public Replaceable(T first, Consumer<T> end) {
        this.current = new Generation<>(first);
        this.end = end;
    }

    /** {@return what is in force at this moment; it may be closed at the next} */
    public T now() {
        return current.value;
    }

    /** Exchanges it; returns when nobody uses the old one any more. */
    public void replace(T next) {
        Generation<T> old = current;
        current = new Generation<>(next);
        end(old);
    }

    /** Asks a question of what is in force, which stays open until it is answered. */
    public <R> R ask(Function<T, R> question) {
        while (true) {
            Generation<T> mine = current;
            Lock use = mine.use.readLock();
            use.lock();
            try {
                // Replaced between the two steps: it may be closed already.
                if (mine == current) {
                    return question.apply(mine.value);
                }
            } finally {
                use.unlock();
            }
        }
    }

    /** Ends the last one's use. */
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
