package dmail.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a program that has ended left behind.
 *
 * @param status its exit status
 * @param output what it wrote to its output
 * @param complaints what it wrote to its error output
 */
public record Ran(int status, String output, String complaints) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Runs a program to its end, with nothing to read. */
    public static Ran of(List<String> command) throws IOException, InterruptedException {
        return of(new ProcessBuilder(command), "");
    }

    /** Runs a program to its end, feeding it that input; one that hangs is killed. */
    public static Ran of(ProcessBuilder program, String input)
            throws IOException, InterruptedException {
        Process process = program.start();
        try {
            CompletableFuture<String> output = reading(process.getInputStream());
            CompletableFuture<String> complaints = reading(process.getErrorStream());
            feed(process, input);
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(program.command() + " still runs after " + TIMEOUT);
            }
            return new Ran(process.exitValue(), whole(output), whole(complaints));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** {@return this, when the program said that all went well} */
    public Ran succeeded() {
        if (status != 0) {
            throw new AssertionError("exit " + status + "\n" + output + complaints);
        }
        return this;
    }

    /** A process that it has left behind may keep the pipe open. */
    private static String whole(CompletableFuture<String> text) {
        return text.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void feed(Process process, String input) throws IOException {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (stream) {
                        text.complete(
                                new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1));
                    } catch (IOException ended) {
                        text.completeExceptionally(ended);
                    }
                });
        return text;
    }
}
