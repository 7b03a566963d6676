package dmail.common.server;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.Closeable;
import java.io.IOException;

/** Closes what a server holds; a failure must not keep the rest from being closed. */
final class Closing {
    private Closing() {}

    /** For the time before there is a log, when another failure is on its way to be told. */
    static void quietly(Closeable thing) {
        try {
            thing.close();
        } catch (IOException _) {
            // The process ends anyway, and with it what it holds.
        }
    }

    static void logged(Closeable thing, Log log) {
        try {
            thing.close();
        } catch (IOException e) {
            log.warning(LogLine.of("close failed").with("reason", e));
        }
    }
}
