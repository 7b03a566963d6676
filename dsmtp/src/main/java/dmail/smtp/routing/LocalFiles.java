package dmail.smtp.routing;

import dmail.common.io.FileServerFolders;
import dmail.common.io.FolderTrust;
import dmail.common.io.SystemOwners;
import java.nio.file.FileSystems;
import java.time.Duration;

/**
 * What has to be known of this host's files and users before mail is led by them.
 *
 * @param trust whose folders root may write below
 * @param homes the way to files in users' home folders
 * @param owners whose files mail files become
 */
public record LocalFiles(FolderTrust trust, FileServerFolders homes, SystemOwners owners) {
    /** A client waits five minutes for an answer to RCPT. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** {@return those of this host} */
    public static LocalFiles ofThisHost() {
        return new LocalFiles(
                FolderTrust.ofThisProcess(),
                new FileServerFolders(FileSystems.getDefault().getPath("/"), PATIENCE),
                SystemOwners.ofThisSystem(PATIENCE));
    }
}
