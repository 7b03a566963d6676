package dmail.smtp.delivery;

import dmail.smtp.message.Envelope;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The receipts of recipients whose sender asked for a report of success. */
public final class Receipts {
    private final Envelope envelope;
    private final SortedMap<Integer, Receipt> receipts = new TreeMap<>();

    public Receipts(Envelope envelope) {
        this.envelope = envelope;
    }

    /** {@return those of these recipients that are to be reported} */
    public synchronized List<Integer> add(List<Integer> recipientIndexes, Receipt receipt) {
        List<Integer> wanted =
                recipientIndexes.stream()
                        .filter(recipientIndex ->
                                envelope.recipients().get(recipientIndex).notifyOn().success())
                        .toList();
        wanted.forEach(recipientIndex -> receipts.put(recipientIndex, receipt));
        return wanted;
    }

    public synchronized SortedMap<Integer, Receipt> all() {
        return new TreeMap<>(receipts);
    }
}
