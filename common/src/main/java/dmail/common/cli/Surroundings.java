package dmail.common.cli;

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
 */
public record Surroundings(
        FileSystem files, InstantSource clock, PrintStream out, PrintStream err) {}
