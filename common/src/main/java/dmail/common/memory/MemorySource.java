package dmail.common.memory;

/**
 * Where memory is taken from: the account, or a session's part of it. What is held for a session is
 * taken through the session, so that it is seen who holds most.
 */
public interface MemorySource {
    /**
     * Takes memory, or nothing. Where all is taken, sessions that have more give way, which may
     * take a moment.
     *
     * @param octets at least 0
     * @return whether it fits; if so the caller gives it back by {@link #giveBack}
     */
    boolean tryTake(MemoryUse use, long octets);

    /** Takes memory that only makes work quicker; {@return whether there is plenty of it} */
    boolean takeIfPlenty(MemoryUse use, long octets);

    /** Gives back some of what was taken for the same use. */
    void giveBack(MemoryUse use, long octets);

    /** {@return octets that are taken now of the whole account} */
    long taken();

    /** {@return octets that may be taken in all of the whole account} */
    long limit();
}
