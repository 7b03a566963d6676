package dmail.common.server;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.PrintStream;

/**
 * Logs exceptions that a thread didn't catch. When memory is used up, the process ends: sessions
 * catch that themselves, and any other thread may be one that the server can't do without. The
 * service manager then starts the server again, which is better than one that only seems to work.
 */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
    private static final String OUT_OF_MEMORY = "out of memory, the server ends at once";

    private final Log log;
    private final PrintStream err;
    private final Runnable closeLog;
    private final Runnable halt;

    /**
     * @param closeLog writes the lines that are queued
     * @param halt ends the process at once
     */
    UncaughtExceptions(Log log, PrintStream err, Runnable closeLog, Runnable halt) {
        this.log = log;
        this.err = err;
        this.closeLog = closeLog;
        this.halt = halt;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        if (!(fault instanceof OutOfMemoryError)) {
            write(fault);
            return;
        }
        try {
            write(fault);
            err.println(OUT_OF_MEMORY);
            log.error(LogLine.of("out of memory"));
            closeLog.run();
        } finally {
            halt.run();
        }
    }

    private void write(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        log.error(
                LogLine.of("uncaught exception")
                        .with("reason", fault)
                        .with("at", trace.length == 0 ? "?" : trace[0]));
    }
}
