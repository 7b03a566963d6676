package dmail.common.server;

import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.time.InstantSource;

/**
 * What a program finds outside itself; its {@code Main} hands in the real things.
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
}
