package dmail.smtp.queue;

/**
 * What came of an administrator's order for queued messages.
 *
 * @param done how many were changed, or would be
 * @param busy how many were left alone because they were being tried
 * @param failed how many could not be changed; the log says why
 */
public record QueueChange(int done, int busy, int failed) {
    /** {@return whether no message was meant} */
    public boolean isEmpty() {
        return done == 0 && busy == 0 && failed == 0;
    }
}
