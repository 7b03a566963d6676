package dmail.common.dropfile;

/** The outcome of locking a drop file. The texts are for the log. */
public sealed interface LockAttempt {
    /** Locked until it is closed. */
    record Acquired(DropLock lock) implements LockAttempt {}

    /** Another thread or program held it for the whole time-out. */
    record Busy(String why) implements LockAttempt {}

    /** The drop file can't be used now: a symbolic link, a missing folder, a full disk. */
    record Unusable(String why) implements LockAttempt {}
}
