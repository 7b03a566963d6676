package dmail.common.server;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.Closeable;
import java.io.IOException;

/** Closes what a server holds; a failure must not prevent closing the rest. */
final class Closing {
    private Closing() {}

    /** Closes something before there is a log, on the way out with another exception. */
    static void quietly(Closeable thing) {
        try {
            thing.close();
        } catch (IOException _) {
            // The process ends anyway, which closes everything.
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
