package dmail.pop;

import dmail.common.io.FileServerFolders;
import dmail.common.io.FileWork;
import dmail.common.login.MailStoreLocation;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells at login how a mailbox's files are accessed: they may be on a file server that doesn't
 * answer.
 *
 * @param folders knows what is mounted
 * @param rule where users' stores are
 * @param shared folders that every mailbox has files in
 */
record MailboxFiles(FileServerFolders folders, MailStoreLocation.Rule rule, List<Path> shared) {
    MailboxFiles {
        shared = List.copyOf(shared);
    }

    FileWork workOn(Mailbox mailbox) throws IOException {
        MailStoreLocation mailStore = rule.of(mailbox);
        List<Path> files = new ArrayList<>(shared);
        files.add(mailbox.dropFile());
        mailStore.store().ifPresent(files::add);
        files.addAll(mailStore.former());
        return folders.workAt(files);
    }
}
