package dmail.common.dropfile;

/**
 * How drop files are locked.
 *
 * @param fcntl whether the fcntl lock is taken besides the dot-lock ({@code use_flock})
 * @param host what tells this machine from others that share the mail folders: {@code lock_id}, or
 *     else the machine's name
 */
public record LockSettings(boolean fcntl, String host) {}
