package dmail.nwauth;

import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.PrintStream;

/** Trouble goes to standard error, which a server that runs us copies to its log. */
final class ErrorLog implements Log {
    private final PrintStream err;

    ErrorLog(PrintStream err) {
        this.err = err;
    }

    @Override
    public boolean writes(Level level) {
        return level.compareTo(Level.WARNING) <= 0;
    }

    @Override
    public void write(Level level, LogLine line) {
        if (writes(level)) {
            err.println("nwauth: " + line);
        }
    }
}
