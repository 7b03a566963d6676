package dmail.common.dropfile;

/** What came of asking for a drop file's lock. The texts are for the log. */
public sealed interface LockAttempt {
    /** It is ours until it is closed. */
    record Acquired(DropLock lock) implements LockAttempt {}

    /** Another thread or program has it, and had it for as long as we were ready to wait. */
    record Busy(String why) implements LockAttempt {}

    /** The drop file can't be had at all now: a symlink, a missing folder, a full disk. */
    record Unusable(String why) implements LockAttempt {}
}
