package dmail.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A user who reads a drop file with mutt, at a terminal of his own. */
final class Mutt {
    private static final int TIMEOUT_SECONDS = 60;

    /** Out of any prompt, and out of mutt without another change. */
    private static final byte[] LEAVE = {7, 'x'};

    private final Path folder;

    /**
     * @param folder for its settings and what it writes
     */
    Mutt(Path folder) {
        this.folder = folder;
    }

    /** Types these keys, and leaves mutt again. */
    void type(Path mailbox, String keys) throws IOException, InterruptedException {
        Path rc =
                Files.writeString(
                        folder.resolve("muttrc"),
                        """
                        set sort=mailbox-order resolve=no delete=yes quit=yes move=no
                        set confirmappend=no confirmcreate=no sleep_time=0
                        set header_cache="" mail_check=0 wait_key=no
                        push "%s<quit>"
                        """
                                .formatted(keys));
        String mutt = "stty rows 50 cols 120; mutt -n -F '%s' -f '%s'".formatted(rc, mailbox);
        ProcessBuilder program = new ProcessBuilder("script", "-qec", mutt, "/dev/null");
        program.environment().put("TERM", "vt100");
        program.environment().put("HOME", folder.toString());
        Path screen = folder.resolve("screen");
        run(program.redirectErrorStream(true).redirectOutput(screen.toFile()), screen);
    }

    /**
     * Its input stays open: at the end of it, script types Ctrl-D, which mutt takes for a key. When
     * something goes wrong mutt forgets the keys that were typed; then the user leaves it.
     */
    private static void run(ProcessBuilder program, Path screen)
            throws IOException, InterruptedException {
        Process process = program.start();
        try {
            for (int seconds = 0; !process.waitFor(1, TimeUnit.SECONDS); seconds++) {
                if (seconds == TIMEOUT_SECONDS) {
                    throw new IOException("mutt waits for a key:\n" + Files.readString(screen));
                }
                process.getOutputStream().write(LEAVE);
                process.getOutputStream().flush();
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
