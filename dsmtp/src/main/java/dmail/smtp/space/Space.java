package dmail.smtp.space;

/** Free space, checked before a message begins and while it grows. */
@FunctionalInterface
public interface Space {
    /** {@return whether there is too little space for another message} */
    boolean isShort();

    /**
     * {@return whether there is too little space for a message of that size}
     *
     * @param octets the client's estimate, 0 without one
     */
    default boolean isShort(long octets) {
        return isShort();
    }

    /**
     * Reserves space for octets that are about to be written.
     *
     * @return whether there is enough; if so the caller must {@link #release} it
     */
    default boolean reserve(long octets) {
        return true;
    }

    /** Releases space that is in use by now, or not needed. */
    default void release(long octets) {}
}
