package dmail.smtp.delivery;

import dmail.smtp.queue.Diagnosis;
import java.util.List;
import java.util.SortedMap;

/** Where a message under delivery is kept; told what came of its recipients. */
interface Keeper {
    /** Recipients, by their places in the envelope, have the message: nothing may repeat it. */
    void delivered(List<Integer> places, Receipt receipt);

    /**
     * All recipients of this round were tried.
     *
     * @param failed those that don't have the message, by their places, each with the reason, whose
     *     class says whether it is worth another try
     */
    void finished(SortedMap<Integer, Diagnosis> failed);
}
