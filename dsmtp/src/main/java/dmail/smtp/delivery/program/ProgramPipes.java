package dmail.smtp.delivery.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The input and output of a running program, each on a thread of its own. */
final class ProgramPipes {
    /** Octets of its output that are kept. */
    private static final int LONGEST = 500;

    /**
     * Wait for the rest of the output after the program's end; a child process may keep the pipe
     * open for ever.
     */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;

    /** Locked by itself: the reader may still append after the wait is over. */
    private final StringBuilder output = new StringBuilder();

    private final Thread listener;

    /** Writes the program's input. */
    @FunctionalInterface
    interface Text {
        void write(OutputStream to) throws IOException;
    }

    private ProgramPipes(Process process) {
        this.process = process;
        // A platform thread, since reading from a pipe blocks the carrier of a virtual one.
        this.listener = thread("output", this::listen);
    }

    static ProgramPipes begin(Process process, Text text) {
        ProgramPipes pipes = new ProgramPipes(process);
        pipes.listener.start();
        pipes.thread("input", () -> pipes.tell(text)).start();
        return pipes;
    }

    private Thread thread(String name, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name("program-" + process.pid() + "-" + name)
                .unstarted(work);
    }

    private void tell(Text text) {
        try (OutputStream out = process.getOutputStream()) {
            text.write(out);
        } catch (IOException _) {
            // A program need not read the whole message: its exit code decides.
        }
    }

    /** Reads the output to its end: a program whose pipe is full would block. */
    private void listen() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                keep(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException _) {
            // The program was killed because of its time-out.
        }
    }

    private void keep(String piece) {
        synchronized (output) {
            output.append(piece, 0, Math.min(piece.length(), LONGEST - output.length()));
        }
    }

    private String kept() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** {@return its output on one line of printable characters; called after its end} */
    String output() throws InterruptedException {
        boolean _ = listener.join(LAST_WORDS);
        StringBuilder line = new StringBuilder();
        for (String word : kept().split("[^\\x21-\\x7e]+", -1)) {
            if (!word.isEmpty()) {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        return line.toString();
    }
}
