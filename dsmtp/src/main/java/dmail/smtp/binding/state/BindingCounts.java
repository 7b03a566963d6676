package dmail.smtp.binding.state;

/**
 * What a binding has carried since dsmtp began to count; in recipients.
 *
 * @param received those who were accepted for it
 * @param delivered those whose mail another host took
 * @param failed those who were given up
 */
public record BindingCounts(long received, long delivered, long failed) {
    /** Nothing yet. */
    public static final BindingCounts NONE = new BindingCounts(0, 0, 0);

    BindingCounts received(int more) {
        return new BindingCounts(received + more, delivered, failed);
    }

    BindingCounts delivered(int more) {
        return new BindingCounts(received, delivered + more, failed);
    }

    BindingCounts failed(int more) {
        return new BindingCounts(received, delivered, failed + more);
    }
}
