package dmail.common.server;

import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What a program finds outside itself; a {@code Main} hands in {@linkplain #ofProcess the real
 * things}.
 *
 * @param files where paths on the command line lead
 * @param clock the time
 * @param out standard output
 * @param err standard error
 * @param notifySocket where a service manager wants to hear how the program is, by sd_notify(3);
 *     empty when there is none
 */
public record Environment(
        FileSystem files,
        InstantSource clock,
        PrintStream out,
        PrintStream err,
        String notifySocket) {
    /** Without a service manager. */
    public Environment(FileSystem files, InstantSource clock, PrintStream out, PrintStream err) {
        this(files, clock, out, err, "");
    }

    /** {@return the real things, a service manager by {@code NOTIFY_SOCKET} included} */
    public static Environment ofProcess() {
        return new Environment(
                FileSystems.getDefault(),
                InstantSource.system(),
                System.out,
                System.err,
                Objects.requireNonNullElse(System.getenv("NOTIFY_SOCKET"), ""));
    }
}
