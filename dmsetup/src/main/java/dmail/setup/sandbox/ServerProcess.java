package dmail.setup.sandbox;

import dmail.common.io.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server of the sandbox, as a child process whose log is shown. */
final class ServerProcess {
    private static final long TIMEOUT_SECONDS = 10;

    private final String name;
    private final Process process;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it; its lines go to {@code log} from then on. */
    static ServerProcess start(Path program, Path configuration, PrintStream log)
            throws IOException {
        Process process =
                new ProcessBuilder(program.toString(), "-i", configuration.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        ServerProcess server = new ServerProcess(program.getFileName().toString(), process);
        Thread.ofVirtual().start(() -> server.copyLines(log));
        return server;
    }

    private void copyLines(PrintStream log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                log.println(line);
                if (line.contains("]: - ready ")) {
                    ready.complete(true);
                }
                line = lines.readLine();
            }
        } catch (IOException | UncheckedIOException e) {
            log.println(name + ": no more of its log can be read: " + Reason.of(e));
        } finally {
            ready.complete(false);
        }
    }

    /** {@return whether it serves, after waiting until that is known} */
    boolean awaitReady() {
        return ready.join();
    }

    /** Completed when the process has ended. */
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** {@return how it ended, in one sentence} */
    String end() {
        return name + " has ended with status " + process.exitValue();
    }

    /** Has it end as on SIGTERM, and waits for that. */
    void stop() throws InterruptedException {
        // Not by process.destroy(): that would close the pipe of the last log lines as well.
        boolean _ = process.toHandle().destroy();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
