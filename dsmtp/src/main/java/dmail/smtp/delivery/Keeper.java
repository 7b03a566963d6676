package dmail.smtp.delivery;

import java.util.List;
import java.util.SortedMap;

/** Where a message under delivery is kept; told what came of its recipients. */
interface Keeper {
    /** Recipients, by their places in the envelope, have the message: nothing may repeat it. */
    void delivered(List<Integer> places);

    /**
     * All recipients of this round were tried.
     *
     * @param deferred those that are left, by their places, each with the reason
     */
    void finished(SortedMap<Integer, String> deferred);
}
