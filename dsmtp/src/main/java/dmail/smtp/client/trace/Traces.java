package dmail.smtp.client.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The traces that an administrator has asked for; they end with the server. Thread-safe. */
public final class Traces implements AutoCloseable {
    /** Any binding, or any domain. */
    public static final String ANY = "*";

    /** Nobody looks at more, and each takes a file descriptor. */
    private static final int MOST = 20;

    private final InstantSource clock;
    private final AtomicLong sessions = new AtomicLong();
    private final List<Running> running = new ArrayList<>();
    private int last;

    public Traces(InstantSource clock) {
        this.clock = clock;
    }

    private record Running(int number, String binding, String domain, Path path, TraceFile file) {
        boolean covers(String ofBinding, String ofDomain) {
            return (binding.equals(ANY) || binding.equals(ofBinding))
                    && (domain.equals(ANY) || domain.equals(ofDomain));
        }
    }

    /**
     * Begins a trace; connections that are open already are traced from their next message on.
     *
     * @return its number, counted from 1
     * @throws IOException when the file may not be made, or there are too many traces
     */
    public synchronized int add(String binding, String domain, Path path, TracePlaces places)
            throws IOException {
        if (running.size() >= MOST) {
            throw new IOException(MOST + " traces are running, which is the most");
        }
        TraceFile file = TraceFile.make(path, places, clock, TraceFile.LONGEST);
        last++;
        running.add(new Running(last, binding, domain, path, file));
        return last;
    }

    /** Ends a trace; {@return whether there was one of that number} */
    public synchronized boolean remove(int number) throws IOException {
        for (Running one : running) {
            if (one.number() == number) {
                running.remove(one);
                one.file().close();
                return true;
            }
        }
        return false;
    }

    /** {@return the traces, in the order of their numbers} */
    public synchronized List<ListedTrace> all() {
        List<ListedTrace> all = new ArrayList<>();
        for (Running one : running) {
            all.add(
                    new ListedTrace(
                            one.number(),
                            one.binding(),
                            one.domain(),
                            one.path().toString(),
                            one.file().length(),
                            one.file().failure()));
        }
        return all;
    }

    /**
     * {@return what is told of a session, if it is traced}
     *
     * @param host the other side, for the lines
     */
    public synchronized Optional<Transcript> of(String binding, String domain, String host) {
        Optional<Transcript> all = Optional.empty();
        for (Running one : running) {
            if (one.covers(binding, domain)) {
                Transcript another = new ToFile(one.file(), sessions.incrementAndGet());
                another.noted(binding + " " + domain + " " + host);
                all = Optional.of(all.map(others -> others.and(another)).orElse(another));
            }
        }
        return all;
    }

    private record ToFile(TraceFile file, long session) implements Transcript {
        @Override
        public void sent(String line) {
            file.line(session + " > " + line);
        }

        @Override
        public void received(String line) {
            file.line(session + " < " + line);
        }

        @Override
        public void noted(String what) {
            file.line(session + " = " + what);
        }
    }

    /** Ends all. */
    @Override
    public synchronized void close() {
        for (Running one : running) {
            try {
                one.file().close();
            } catch (IOException _) {
                // Every line of it was written when it was said.
            }
        }
        running.clear();
    }
}
