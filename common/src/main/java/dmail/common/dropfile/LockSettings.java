package dmail.common.dropfile;

/**
 * How drop files are locked.
 *
 * @param fcntl whether the fcntl lock is taken besides the dot-lock ({@code use_flock})
 * @param host identifies this host among those that share the mail folders: {@code lock_id}, or
 *     else the host name
 */
public record LockSettings(boolean fcntl, String host) {}
