package dmail.smtp.journal;

import dmail.common.io.Reason;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A segment can't be read, and may hold mail. */
final class UnreadableSegmentException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    UnreadableSegmentException(Path file, IOException why) {
        super(
                file
                        + " can't be read and may hold mail: "
                        + Reason.of(why)
                        + "; start again when that is mended, or move the file away if it is lost",
                why);
    }
}
