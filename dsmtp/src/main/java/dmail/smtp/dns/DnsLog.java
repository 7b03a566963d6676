package dmail.smtp.dns;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The log lines of DNS look-ups. */
final class DnsLog {
    private final Log log;

    DnsLog(Log log) {
        this.log = log;
    }

    /** DNS denies what it said before, and the remembered answer is used. */
    void remembered(Question question, LastGoodAnswer answer) {
        log.info(
                LogLine.of("dns stale answer used")
                        .with("question", question)
                        .with("answer", answer.text())
                        .with("from", answer.since())
                        .with("reason", "DNS says now that there is none"));
    }

    void thrownAway(Path file, String why) {
        log.warning(LogLine.of("dns cache discarded").with("file", file).with("reason", why));
    }

    void notSaved(Path file, IOException problem) {
        log.warning(LogLine.of("dns cache not saved").with("file", file).with("reason", problem));
    }

    void loaded(int count, Instant oldest) {
        log.info(LogLine.of("dns cache read").with("count", count).with("oldest", oldest));
    }
}
