package dmail.common.memory;

/**
 * Where memory is taken from: the account, or a session's part of it. Memory for a session is taken
 * through the session, so that it is known which client group has most.
 */
public interface MemorySource {
    /**
     * Takes memory, or nothing. When everything is taken, sessions of client groups that have more
     * are evicted, which may take a moment.
     *
     * @param octets at least 0
     * @return whether it fits; if so the caller must give it back by {@link #giveBack}
     */
    boolean tryTake(MemoryUse use, long octets);

    /** Takes memory that only makes work faster; {@return whether there is plenty} */
    boolean takeIfPlenty(MemoryUse use, long octets);

    /** Gives back some of the memory taken for the same use. */
    void giveBack(MemoryUse use, long octets);

    /** {@return octets taken now of the whole account} */
    long taken();

    /** {@return octets of the whole account} */
    long limit();
}
