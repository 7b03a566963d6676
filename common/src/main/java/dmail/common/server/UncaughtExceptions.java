package dmail.common.server;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.PrintStream;

/**
 * What is done about a fault that nobody in its thread has met. Sessions end by themselves when
 * memory is used up. Any other thread may be one that the server can't do without: then it is
 * better to end, and be started again, than to be half dead.
 */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
    private static final String OUT_OF_MEMORY = "out of memory, the server ends at once";

    private final Log log;
    private final PrintStream err;
    private final Runnable closeLog;
    private final Runnable halt;

    /**
     * @param closeLog writes what waits to be logged
     * @param halt ends the process, whatever it is about
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
