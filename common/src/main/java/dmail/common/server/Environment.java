package dmail.common.server;

import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.util.Map;

/**
 * The world outside a program; {@code Main} passes {@linkplain #ofProcess the real one}, tests
 * another.
 *
 * @param files the file system of paths on the command line
 * @param clock the time
 * @param out standard output
 * @param err standard error
 * @param notifySocket the socket of a service manager, as in sd_notify(3); empty when there is none
 */
public record Environment(
        FileSystem files,
        InstantSource clock,
        PrintStream out,
        PrintStream err,
        String notifySocket) {
    /** Makes an environment without a service manager. */
    public Environment(FileSystem files, InstantSource clock, PrintStream out, PrintStream err) {
        this(files, clock, out, err, "");
    }

    /**
     * {@return the environment of this process, with the system's files and clock}
     *
     * @param variables environment variables; {@code NOTIFY_SOCKET} names the service manager's
     *     socket
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
