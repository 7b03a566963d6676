package dmail.smtp.queue.view;

/**
 * The result of a change of queued messages.
 *
 * @param done how many were changed, or would be
 * @param busy how many were skipped because they are being tried
 * @param failed how many could not be changed; the log says why
 * @param gone how many matched and turned out to be no messages: removed meanwhile, or damaged
 */
public record QueueChange(int done, int busy, int failed, int gone) {
    /** {@return whether there was no message to change} */
    public boolean isEmpty() {
        return done == 0 && busy == 0 && failed == 0;
    }
}
