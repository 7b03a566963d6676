package dmail.common.server;

import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.util.Map;

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

    /**
     * {@return what a process finds: the file systems and the clock of the system, and these}
     *
     * @param variables of the process's environment, a service manager's {@code NOTIFY_SOCKET}
     *     among them
     */
    public static Environment ofProcess(
            PrintStream out, PrintStream err, Map<String, String> variables) {
        return new Environment(
                FileSystems.getDefault(),
                InstantSource.system(),
                out,
                err,
                variables.getOrDefault("NOTIFY_SOCKET", ""));
    }
}
