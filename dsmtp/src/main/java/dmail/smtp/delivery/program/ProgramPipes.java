package dmail.smtp.delivery.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What goes into a running program, and what comes out of it; each on a thread of its own. */
final class ProgramPipes {
    /** So much of what it says is kept. */
    private static final int LONGEST = 500;

    /** For the last words, after its end; a child of its own may hold its output open for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;

    /** Guards itself: its end is not awaited for long. */
    private final StringBuilder words = new StringBuilder();

    private final Thread listener;

    /** What it is told. */
    @FunctionalInterface
    interface Text {
        void write(OutputStream to) throws IOException;
    }

    private ProgramPipes(Process process) {
        this.process = process;
        // A pipe holds the thread under a virtual one.
        this.listener = thread("output", this::listen);
    }

    static ProgramPipes begin(Process process, Text text) {
        ProgramPipes talk = new ProgramPipes(process);
        talk.listener.start();
        talk.thread("input", () -> talk.tell(text)).start();
        return talk;
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
            // A program needn't read the whole message: its exit code says how it went.
        }
    }

    /** Its output is read to the end, or the program would stop when the pipe is full. */
    private void listen() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                keep(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException _) {
            // It was ended for taking too long.
        }
    }

    private void keep(String said) {
        synchronized (words) {
            words.append(said, 0, Math.min(said.length(), LONGEST - words.length()));
        }
    }

    private String kept() {
        synchronized (words) {
            return words.toString();
        }
    }

    /** {@return what it said, in one line of plain characters; asked after its end} */
    String said() throws InterruptedException {
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
