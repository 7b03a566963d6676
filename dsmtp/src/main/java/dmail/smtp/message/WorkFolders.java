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

    /** {@return the folder of large bodies of messages in the journal} */
    public Path spool() {
        return workPath.resolve("spool");
    }

    /** {@return the folder of deferred messages} */
    public Path queue() {
        return workPath.resolve("queue");
    }

    /** {@return the folder of damaged files} */
    public Path corrupt() {
        return workPath.resolve("corrupt");
    }

    /** {@return the file of the last good DNS answers} */
    public Path dnsAnswers() {
        return workPath.resolve("dns.cache");
    }

    /** {@return the file that exists while outgoing mail is suspended} */
    public Path suspended() {
        return workPath.resolve("suspended");
    }

    /** {@return the file of what is remembered of bindings} */
    public Path bindingStates() {
        return workPath.resolve("bindings.state");
    }

    /** Makes the folders that are missing. */
    public void create() throws IOException {
        PrivateFolders.create(journal());
        PrivateFolders.create(spool());
        PrivateFolders.create(queue());
    }
}
