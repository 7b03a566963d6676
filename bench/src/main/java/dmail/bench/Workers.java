package dmail.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs one task for each of many clients at once. */
final class Workers {
    /** What one client does. */
    interface Task<T> {
        T run(int client) throws IOException;
    }

    private Workers() {}

    /** {@return what each client came back with; the first failure stops the measurement} */
    static <T> List<T> run(int clients, Task<T> task) throws IOException, InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < clients; each++) {
                int client = each;
                futures.add(threads.submit(() -> task.run(client)));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    /** The same, with only so many of them at it as there are turns. */
    static <T> List<T> run(int clients, Semaphore turns, Task<T> task)
            throws IOException, InterruptedException {
        return run(
                clients,
                client -> {
                    turns.acquireUninterruptibly();
                    try {
                        return task.run(client);
                    } finally {
                        turns.release();
                    }
                });
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IOException("A client failed: " + failed.getCause(), failed);
        }
    }
}
