package dmail.smtp.delivery;

import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.report.PartlyReportedException;
import dmail.smtp.report.Reports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Remembers what senders would be told; fails when told to. */
public final class FakeReports implements Reports {
    private final List<String> told = new ArrayList<>();
    private Runnable whenTold = () -> {};
    private boolean failing;
    private boolean failingInPart;

    /** {@return a line for each report so far} */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Run before a report on failure is taken. */
    public void whenTold(Runnable task) {
        whenTold = task;
    }

    public void fail(boolean from) {
        failing = from;
    }

    /** The next report is of the first recipient alone, and the others can't be reported. */
    public void failInPart() {
        failingInPart = true;
    }

    @Override
    public void failed(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException {
        whenTold.run();
        if (failingInPart) {
            failingInPart = false;
            int first = why.firstKey();
            failed(envelope, body, why.headMap(first + 1));
            throw new PartlyReportedException(List.of(first), new IOException("no space left"));
        }
        tell("failed " + names(envelope, why) + " " + why.sequencedValues().getFirst().status());
    }

    @Override
    public void delayed(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until)
            throws IOException {
        tell("delayed " + names(envelope, why) + " until " + until);
    }

    @Override
    public void delivered(Envelope envelope, Body body, SortedMap<Integer, Receipt> how)
            throws IOException {
        tell("delivered " + names(envelope, how));
    }

    private void tell(String line) throws IOException {
        if (failing) {
            throw new IOException("no space left");
        }
        told.add(line);
    }

    private static String names(Envelope envelope, SortedMap<Integer, ?> places) {
        return String.join(
                ",",
                places.keySet().stream()
                        .map(recipientIndex ->
                                envelope.recipients().get(recipientIndex).address().localPart())
                        .toList());
    }
}
