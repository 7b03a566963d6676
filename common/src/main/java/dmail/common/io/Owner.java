package dmail.common.io;

/**
 * Owner and group of a new file.
 *
 * @param uid numeric user, or -1 for the user the server runs as
 * @param gid numeric group, or -1 for the group that the folder or the server gives
 */
public record Owner(int uid, int gid) {
    /** The server's own user and group. */
    public static final Owner SERVER = new Owner(-1, -1);
}
