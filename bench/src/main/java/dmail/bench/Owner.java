package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that a server's mailboxes belong to. */
record Owner(int uid, int gid) {
    /** Whoever runs this. */
    static final Owner SELF = new Owner(-1, -1);

    /** Debian's user and group mail: the peers refuse to deliver as root. */
    static final Owner MAIL = new Owner(8, 8);

    /** Gives that file or folder to this owner. */
    void take(Path path) throws IOException {
        if (uid >= 0) {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", gid);
        }
    }
}
