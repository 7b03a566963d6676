package dmail.smtp.space;

/** Asked before a message is begun, and while it grows. */
@FunctionalInterface
public interface Space {
    /** {@return whether there is too little room for one more message} */
    boolean isShort();

    /**
     * {@return whether there is too little room for a message of that size}
     *
     * @param octets as the client says, 0 when it doesn't
     */
    default boolean isShort(long octets) {
        return isShort();
    }

    /**
     * Sets room aside for octets that are about to be written.
     *
     * @return whether it is there; if so the caller gives it back by {@link #release}
     */
    default boolean reserve(long octets) {
        return true;
    }

    /** Gives back room that is in use by now, or not needed. */
    default void release(long octets) {}
}
