package dmail.smtp.binding.state;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.WholeSeconds;
import java.nio.file.Path;
import java.time.Instant;

/** The log lines of what is remembered of bindings. */
final class BindingLog {
    private final Log log;

    BindingLog(Log log) {
        this.log = log;
    }

    void suspended(SuspendedBinding one) {
        LogLine line = LogLine.of("binding suspended").with("binding", one.binding());
        one.domain().ifPresent(domain -> line.with("domain", domain));
        one.until().ifPresent(end -> line.with("until", end));
        if (!one.reason().isEmpty()) {
            line.with("reason", one.reason());
        }
        log.warning(line);
    }

    /** Its time is over, or an administrator has resumed it. */
    void resumed(SuspendedBinding one, String by) {
        LogLine line = LogLine.of("binding resumed").with("binding", one.binding());
        one.domain().ifPresent(domain -> line.with("domain", domain));
        log.info(line.with("by", by));
    }

    void rests(RestingPair pair) {
        log.warning(
                LogLine.of("binding rests")
                        .with("binding", pair.binding())
                        .with("domain", pair.domain())
                        .with("source", pair.source())
                        .with("until", pair.until())
                        .with("reason", pair.why()));
    }

    void usedUp(String binding, Instant end) {
        log.info(
                LogLine.of("warm-up used up")
                        .with("binding", binding)
                        .with("until", WholeSeconds.from(end)));
    }

    void notRead(Path file, Exception why) {
        log.error(
                LogLine.of("cannot read states of bindings")
                        .with("file", file)
                        .with("reason", why));
    }

    void notStored(Path file, Exception why) {
        log.error(
                LogLine.of("cannot store states of bindings")
                        .with("file", file)
                        .with("reason", why));
    }
}
