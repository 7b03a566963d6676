package dmail.smtp.delivery;

import dmail.smtp.message.Envelope;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How those recipients got a message of whom the sender wants to hear that they got it. */
public final class Receipts {
    private final Envelope envelope;
    private final SortedMap<Integer, Receipt> receipts = new TreeMap<>();

    public Receipts(Envelope envelope) {
        this.envelope = envelope;
    }

    /** {@return of these recipients, those of whom the sender wants to hear} */
    public synchronized List<Integer> add(List<Integer> recipientIndexes, Receipt receipt) {
        List<Integer> wanted =
                recipientIndexes.stream()
                        .filter(place -> envelope.recipients().get(place).wish().success())
                        .toList();
        wanted.forEach(place -> receipts.put(place, receipt));
        return wanted;
    }

    public synchronized SortedMap<Integer, Receipt> all() {
        return new TreeMap<>(receipts);
    }
}
