package dmail.smtp.queue;

import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.delivery.Receipts;
import dmail.smtp.message.Recipient;
import dmail.smtp.queuefile.InPlaceFields;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** One round of a queued message, whose file says at each moment who doesn't have it yet. */
final class QueuedAttempt implements AttemptListener {
    private final QueuedMessage message;
    private final InPlaceFields marks;
    private final QueueRunner runner;
    private final Receipts receipts;
    private volatile boolean hasDelivered;
    private volatile boolean removed;

    QueuedAttempt(Understood found, QueueRunner runner) {
        this.message = found.message();
        this.marks = found.marks();
        this.runner = runner;
        this.receipts = new Receipts(message.envelope());
    }

    QueuedMessage message() {
        return message;
    }

    InPlaceFields marks() {
        return marks;
    }

    /** {@return whether nobody else is left, and nobody wants to hear of those who have it} */
    boolean isOverWith(List<Integer> served) {
        return served.size() == message.recipients().size()
                && message.envelope().recipients().stream()
                        .noneMatch(recipient -> recipient.wish().success());
    }

    void removed() {
        removed = true;
    }

    /** {@return whether its file is gone already, since nobody was left} */
    boolean isRemoved() {
        return removed;
    }

    boolean hasDelivered() {
        return hasDelivered;
    }

    /** {@return what the sender wants to hear about those that have it, once the round is over} */
    SortedMap<Integer, Receipt> receipts() {
        return receipts.all();
    }

    @Override
    public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
        runner.delivered(this, recipientIndexes, receipt);
        List<Integer> _ = receipts.add(recipientIndexes, receipt);
        hasDelivered = true;
    }

    @Override
    public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
        DeliveryAttempt parted = runner.split(message, parts);
        runner.reportExpansion(message, parts);
        return parted;
    }

    @Override
    public void finished(Failures failed) {
        runner.ended(this, failed);
    }

    /** {@return whether only numbers and times have changed, which are overwritten in place} */
    boolean tellsNothingNew(Failures left, QueuedMessage after) {
        return after.standing().equals(message.standing())
                && left.why().entrySet().stream()
                        .allMatch(entry ->
                                message.recipients()
                                        .get(entry.getKey())
                                        .last()
                                        .equals(entry.getValue()));
    }

    /** {@return whether nobody was tried, and nobody has been told anything} */
    boolean isSpared(Failures left, QueuedMessage after) {
        return left.again().isPresent()
                && after.standing().equals(message.standing())
                && after.recipients().size() == message.recipients().size();
    }

    /** {@return how often each of those that are tried again was tried, by their places} */
    Map<Integer, Integer> attempts(Failures left) {
        Map<Integer, Integer> attempts = new HashMap<>();
        for (int index : left.why().keySet()) {
            int before = message.recipients().get(index).attempts();
            attempts.put(index, left.isTried(index) ? before + 1 : before);
        }
        return attempts;
    }
}
