package dmail.smtp.message;

import dmail.common.io.PrivateFolders;
import java.io.IOException;
import java.nio.file.Path;

/** The folders under {@code work_path} that hold accepted mail. */
public record WorkFolders(Path workPath) {
    /** {@return where the journal's segments are} */
    public Path journal() {
        return workPath.resolve("journal");
    }

    /** {@return where large bodies lie while their messages are in the journal} */
    public Path spool() {
        return workPath.resolve("spool");
    }

    /** {@return where messages wait for another attempt} */
    public Path queue() {
        return workPath.resolve("queue");
    }

    /** {@return where damaged files are put aside} */
    public Path corrupt() {
        return workPath.resolve("corrupt");
    }

    /** {@return the file of what DNS said in former times} */
    public Path dnsAnswers() {
        return workPath.resolve("dns.cache");
    }

    /** {@return the file that is there while outgoing mail is held back} */
    public Path suspended() {
        return workPath.resolve("suspended");
    }

    /** Makes the folders that are missing. */
    public void create() throws IOException {
        PrivateFolders.create(journal());
        PrivateFolders.create(spool());
        PrivateFolders.create(queue());
    }
}
