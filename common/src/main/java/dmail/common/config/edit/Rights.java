package dmail.common.config.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/** Gives files and folders to those who are to have them; never through a symbolic link. */
public final class Rights {
    private Rights() {}

    /** Gives a file or folder to its user and group, and sets its mode. */
    public static void give(Path path, Ownership ownership) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
        if (!ownership.group().isEmpty()) {
            GroupPrincipal group = names.lookupPrincipalByGroupName(ownership.group());
            if (!view.readAttributes().group().equals(group)) {
                view.setGroup(group);
            }
        }
        if (!ownership.user().isEmpty()) {
            UserPrincipal user = names.lookupPrincipalByName(ownership.user());
            if (!view.getOwner().equals(user)) {
                view.setOwner(user);
            }
        }
        // Not by the view: with NOFOLLOW_LINKS it can't change a mode. What was just made is no
        // link.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(ownership.mode()));
    }
}
