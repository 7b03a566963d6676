package dmail.it;

import dmail.suite.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The sandbox as a newcomer starts it: what it prints, and the log below that. */
final class Sandbox implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Stands for the end of a stream. */
    private static final String END = "\0end";

    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private Sandbox(Process process) {
        this.process = process;
        follow(process.inputReader(StandardCharsets.UTF_8), output);
        follow(process.errorReader(StandardCharsets.UTF_8), log);
    }

    /** Starts it on a folder that need not exist. */
    static Sandbox start(Path folder) throws IOException {
        String dmsetup = Tree.built().launcher("dmsetup").toString();
        return new Sandbox(
                new ProcessBuilder(dmsetup, "sandbox", "--dir", folder.toString()).start());
    }

    private static void follow(BufferedReader lines, BlockingQueue<String> into) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Reader _ = lines) {
                        lines.lines().forEach(into::add);
                    } catch (IOException | java.io.UncheckedIOException gone) {
                        into.add(gone.toString());
                    } finally {
                        into.add(END);
                    }
                });
    }

    /** {@return the lines it prints once it is up, to the last} */
    List<String> instructions() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        boolean lastPart = false;
        while (!(lastPart && lines.getLast().isEmpty())) {
            String line = next(output);
            lines.add(line);
            lastPart |= line.strip().equals("Watch:");
        }
        return lines;
    }

    /** Waits for so many further lines of its log that are like that. */
    void awaitLog(int count, Predicate<String> wanted) throws IOException, InterruptedException {
        int left = count;
        while (left > 0) {
            String line = next(log);
            seen.add(line);
            left -= wanted.test(line) ? 1 : 0;
        }
    }

    private String next(BlockingQueue<String> lines) throws IOException, InterruptedException {
        String line = lines.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new IOException("no more lines; the log:\n" + String.join("\n", seen) + log);
        }
        return line;
    }

    /** Ends it as Ctrl-C does; {@return its exit status}. */
    int stop() throws IOException, InterruptedException {
        List<ProcessHandle> servers = process.descendants().toList();
        boolean _ = process.toHandle().destroy();
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the sandbox still runs after " + TIMEOUT);
        }
        if (servers.stream().anyMatch(ProcessHandle::isAlive)) {
            throw new IOException("the sandbox has left servers behind: " + servers);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
