package dmail.smtp.journal;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;

/** What the journal tells the administrator. */
final class JournalLog {
    private final Log log;

    JournalLog(Log log) {
        this.log = log;
    }

    void segmentGivenUp(Path segment, Exception why) {
        log.error(LogLine.of("journal segment given up").with("file", segment).with("why", why));
    }

    void noSegment(Exception why) {
        log.error(LogLine.of("journal can't be written, mail is refused for now").with("why", why));
    }

    void notPrepared(Exception why) {
        log.warning(LogLine.of("journal segment not prepared").with("why", why));
    }

    void notClosed(Path segment, Exception why) {
        log.warning(
                LogLine.of("journal segment not removed").with("file", segment).with("why", why));
    }

    void damaged(Path segment, int index, int length, Path kept) {
        log.error(
                LogLine.of("journal damaged, the rest is used")
                        .with("file", segment)
                        .with("offset", index)
                        .with("octets", length)
                        .with("kept", kept));
    }

    void torn(Path segment, int index, Path kept) {
        log.warning(
                LogLine.of("journal ends in an unfinished write")
                        .with("file", segment)
                        .with("offset", index)
                        .with("kept", kept));
    }

    void setAside(Path file, String why, Path kept) {
        log.error(
                LogLine.of("journal file set aside")
                        .with("file", file)
                        .with("why", why)
                        .with("kept", kept));
    }

    void notSetAside(Path file, String why, Exception trouble) {
        log.error(
                LogLine.of("journal file can't be set aside, and is left")
                        .with("file", file)
                        .with("why", why)
                        .with("trouble", trouble));
    }

    void bodyGone(String id) {
        // The spill file goes after delivery; only the note of that was lost with the power.
        log.warning(LogLine.of(id, "taken as delivered, its spilled body is gone"));
    }

    void replayed(int messages) {
        log.info(LogLine.of("journal read").with("messages", messages));
    }
}
