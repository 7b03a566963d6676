package dmail.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One server, started by its launcher and watched through its log. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<ServerAddresses> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final long started = System.nanoTime();
    private volatile long readyAt;

    private ServerProcess(Process process) {
        this.process = process;
        // A virtual thread would keep one of few carriers while it waits for a pipe.
        Thread.ofPlatform().daemon().start(this::follow);
    }

    /** Starts a server without waiting for it. */
    public static ServerProcess start(ProcessBuilder command) throws IOException {
        return new ServerProcess(command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** {@return where it listens, as soon as it does} */
    public ServerAddresses addresses() throws IOException, InterruptedException {
        try {
            return ready.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException never) {
            throw new IOException("Not ready: " + never.getMessage() + "\n" + text(), never);
        }
    }

    /** {@return how long it took from its start to its ready line} */
    public Duration timeToReady() {
        var _ = ready.copy().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        return Duration.ofNanos(readyAt - started);
    }

    /** Waits that long for the server to end by itself; {@return whether it did}. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends it as init does, with SIGTERM; {@return its exit status}. */
    public int stop() throws IOException, InterruptedException {
        process.destroy();
        if (!endsWithin(TIMEOUT)) {
            throw new IOException("Still runs after SIGTERM and " + TIMEOUT + "\n" + text());
        }
        awaitEndOfLog();
        return process.exitValue();
    }

    /** Kills it, with every process of it, as kill -9 does, and waits until it is gone. */
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        var _ = process.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        awaitEndOfLog();
    }

    /** A process that it has started may keep the pipe; its own lines are all there by then. */
    private void awaitEndOfLog() {
        ended.copy().completeOnTimeout(null, TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** {@return its process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return its exit status, once it has ended} */
    public int status() {
        return process.exitValue();
    }

    /** {@return the lines of its log so far} */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Waits for a line that holds that text; {@return the first such line}. */
    public String await(String part) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        synchronized (log) {
            while (true) {
                for (String line : log) {
                    if (line.contains(part)) {
                        return line;
                    }
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException("no \"" + part + "\" in its log:\n" + text());
                }
                log.wait(left);
            }
        }
    }

    /** {@return its log so far as one text} */
    public String text() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        kill();
    }

    private void follow() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                take(line);
                line = lines.readLine();
            }
            ready.completeExceptionally(new IOException("it ended"));
        } catch (IOException gone) {
            ready.completeExceptionally(gone);
        } finally {
            ended.complete(null);
        }
    }

    private void take(String line) {
        synchronized (log) {
            log.add(line);
            log.notifyAll();
        }
        if (ServerAddresses.announcedBy(line)) {
            readyAt = System.nanoTime();
            ready.complete(ServerAddresses.parse(line));
        }
    }
}
