package dmail.smtp.journal;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;

/** The journal's log lines. */
final class JournalLog {
    private final Log log;

    JournalLog(Log log) {
        this.log = log;
    }

    void segmentGivenUp(Path segment, Exception why) {
        log.error(LogLine.of("journal segment given up").with("file", segment).with("reason", why));
    }

    void notCleaned(Path segment, Exception why) {
        log.warning(
                LogLine.of("journal segment not cleaned")
                        .with("file", segment)
                        .with("reason", why));
    }

    void noSegment(Exception why) {
        log.error(LogLine.of("journal write failed").with("reason", why));
    }

    void notPrepared(Exception why) {
        log.warning(LogLine.of("journal segment not prepared").with("reason", why));
    }

    void notClosed(Path segment, Exception why) {
        log.warning(
                LogLine.of("journal segment not removed")
                        .with("file", segment)
                        .with("reason", why));
    }

    void damaged(Path segment, int index, int length, Path kept) {
        log.error(
                LogLine.of("journal damaged")
                        .with("file", segment)
                        .with("offset", index)
                        .with("octets", length)
                        .with("kept", kept));
    }

    void torn(Path segment, int index, Path kept) {
        log.warning(
                LogLine.of("journal tail incomplete")
                        .with("file", segment)
                        .with("offset", index)
                        .with("kept", kept));
    }

    void setAside(Path file, String why, Path kept) {
        log.error(
                LogLine.of("journal file set aside")
                        .with("file", file)
                        .with("reason", why)
                        .with("kept", kept));
    }

    void notSetAside(Path file, String why, Exception failure) {
        log.error(
                LogLine.of("cannot set aside journal file")
                        .with("file", file)
                        .with("damage", why)
                        .with("reason", failure));
    }

    void bodyGone(String id) {
        // The spill file is removed after delivery; only the DONE record was lost with the power.
        log.warning(LogLine.of(id, "spilled body missing"));
    }

    void replayed(int messages) {
        log.info(LogLine.of("journal read").with("messages", messages));
    }
}
