package dmail.smtp.routing;

import dmail.common.io.FileServerFolders;
import dmail.common.io.FolderTrust;
import dmail.common.io.SystemOwners;
import java.nio.file.FileSystems;
import java.time.Duration;

/**
 * What must be known of this host's files and users to deliver by their rules.
 *
 * @param trust the folders that root may write in
 * @param homes opens files in users' home folders
 * @param owners the owners of mail files
 */
public record LocalFiles(FolderTrust trust, FileServerFolders homes, SystemOwners owners) {
    /** A client waits five minutes for the reply to RCPT. */
    private static final Duration FILE_SERVER_TIMEOUT = Duration.ofSeconds(5);

    /** {@return those of this host} */
    public static LocalFiles ofThisHost() {
        return new LocalFiles(
                FolderTrust.ofThisProcess(),
                new FileServerFolders(FileSystems.getDefault().getPath("/"), FILE_SERVER_TIMEOUT),
                SystemOwners.ofThisSystem(FILE_SERVER_TIMEOUT));
    }
}
