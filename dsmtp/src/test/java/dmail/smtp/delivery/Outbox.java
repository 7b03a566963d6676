package dmail.smtp.delivery;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.remote.RemoteDelivery;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hands messages to a remote delivery and remembers what became of them. */
public final class Outbox {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final QueueIds ids = new QueueIds(() -> NOON, new Random(1));
    private final List<String> ends = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private int finished;

    /** Sends a message to recipients who are all on other hosts. */
    public void send(RemoteDelivery delivery, String text, String... to) {
        send(delivery, MemoryBody.of(text.getBytes(StandardCharsets.ISO_8859_1)), to);
    }

    public void send(RemoteDelivery delivery, Body body, String... to) {
        send(
                delivery,
                body,
                Stream.of(to).map(r -> Recipient.of(EmailAddress.parse(r).orElseThrow())).toList());
    }

    public void send(RemoteDelivery delivery, Body body, List<Recipient> recipients) {
        send(delivery, body, Reception.NONE, recipients);
    }

    public void send(
            RemoteDelivery delivery, Body body, Reception reception, List<Recipient> recipients) {
        Envelope envelope =
                new Envelope(
                        ids.next(),
                        NOON,
                        ReversePath.NULL,
                        recipients,
                        false,
                        false,
                        DsnRequest.NONE,
                        reception);
        SortedMap<Integer, EmailAddress> places = new TreeMap<>();
        for (int index = 0; index < recipients.size(); index++) {
            places.put(index, recipients.get(index).address());
        }
        List<Integer> all = List.copyOf(places.keySet());
        delivery.add(
                new DeliveryAttempt(envelope, body, all, false, new Watcher(envelope)), places);
    }

    /** Waits until so many messages have been dealt with. */
    public synchronized void await(int messages) throws InterruptedException {
        while (finished < messages) {
            wait();
        }
    }

    /** {@return what became of each recipient, sorted} */
    public synchronized List<String> ends() {
        return ends.stream().sorted().toList();
    }

    public synchronized List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    private synchronized void end(String what) {
        ends.add(what);
    }

    private synchronized void receipt(Receipt receipt) {
        receipts.add(receipt);
    }

    private synchronized void finish() {
        finished++;
        notifyAll();
    }

    private final class Watcher implements AttemptListener {
        private final Envelope envelope;

        Watcher(Envelope envelope) {
            this.envelope = envelope;
        }

        private EmailAddress address(int index) {
            return envelope.recipients().get(index).address();
        }

        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
            receipt(receipt);
            recipientIndexes.forEach(recipientIndex -> end("delivered " + address(recipientIndex)));
        }

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) {
            throw new AssertionError("nothing stands for others here");
        }

        @Override
        public void finished(Failures failed) {
            failed.why().forEach((recipientIndex, why) -> end(text(failed, recipientIndex, why)));
            finish();
        }

        private String text(Failures failed, int index, DeliveryStatus why) {
            String end = address(index) + " " + why.status() + " " + why;
            return failed.isTried(index)
                    ? "failed " + end
                    : "untried " + end + ", again at " + failed.untried().get(index);
        }
    }
}
