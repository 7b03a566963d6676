package dmail.smtp.report;

import dmail.common.address.EmailAddress;
import dmail.common.cli.Version;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.Action;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.Notify;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends reports through the queue, as our own mail. */
public final class ReportSender implements Reports {
    private final MailQueue queue;
    private final Supplier<ReportSettings> reportSettings;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ReportLog log;

    /**
     * @param queue accepts reports even while it makes other mail wait
     * @param reportSettings the current ones
     */
    public ReportSender(
            MailQueue queue,
            Supplier<ReportSettings> reportSettings,
            InstantSource clock,
            ZoneId zone,
            ReportLog log) {
        this.queue = queue;
        this.reportSettings = reportSettings;
        this.clock = clock;
        this.zone = zone;
        this.log = log;
    }

    @Override
    public void failed(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException {
        why.forEach((recipientIndex, diagnosis) ->
                log.failed(envelope.id(), envelope.recipients().get(recipientIndex), diagnosis));
        report(
                new ReportReason.Failure(),
                envelope,
                body,
                unreached(envelope, why, Action.FAILED, Notify::failure));
    }

    @Override
    public void delayed(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until)
            throws IOException {
        report(
                new ReportReason.Delay(until),
                envelope,
                body,
                unreached(envelope, why, Action.DELAYED, Notify::delay));
    }

    @Override
    public void delivered(Envelope envelope, Body body, SortedMap<Integer, Receipt> how)
            throws IOException {
        List<ReportedRecipient> served = new ArrayList<>();
        how.forEach((recipientIndex, receipt) -> {
            Recipient recipient = envelope.recipients().get(recipientIndex);
            if (recipient.notifyOn().success() && !receipt.reportsItself()) {
                served.add(
                        ReportedRecipient.served(
                                recipient, receipt.action(), receipt.host(), receipt.reply()));
            }
        });
        report(new ReportReason.Success(), envelope, body, served);
    }

    private static List<ReportedRecipient> unreached(
            Envelope envelope,
            SortedMap<Integer, DeliveryStatus> why,
            Action action,
            Predicate<Notify> wanted) {
        List<ReportedRecipient> unreached = new ArrayList<>();
        why.forEach((recipientIndex, diagnosis) -> {
            Recipient recipient = envelope.recipients().get(recipientIndex);
            if (wanted.test(recipient.notifyOn())) {
                unreached.add(new ReportedRecipient(recipient, action, diagnosis));
            }
        });
        return unreached;
    }

    private void report(
            ReportReason reason, Envelope envelope, Body body, List<ReportedRecipient> recipients)
            throws IOException {
        if (recipients.isEmpty()) {
            return;
        }
        switch (envelope.sender()) {
            // RFC 5321 section 6.1: a report is never answered with a report.
            case ReversePath.Null() -> log.noReturnAddress(envelope.id(), reason);
            case ReversePath.Sender(EmailAddress sender) -> {
                QueueId id = send(new Report(reason, envelope, recipients), body, sender);
                log.sent(envelope.id(), reason, id, sender);
            }
        }
    }

    private QueueId send(Report report, Body original, EmailAddress to) throws IOException {
        ReportSettings now = reportSettings.get();
        ReturnedContent returned = ReturnedContent.of(report, original, now);
        try (BodySink sink = queue.newBody()) {
            ReportText text =
                    ReportText.of(
                            report,
                            returned,
                            new ReportContext(sink.id(), now, clock.instant(), zone, Version.TEXT));
            write(sink, text.headOctets());
            returned.copy(original, (octets, length) -> sink.write(octets, 0, length));
            write(sink, text.tailOctets());
            Envelope envelope = envelope(sink.id(), to, text.eightBit());
            queue.accept(envelope.over(report.original().reception()), sink.finish());
            return sink.id();
        }
    }

    private static void write(BodySink sink, byte[] octets) throws IOException {
        sink.write(octets, 0, octets.length);
    }

    private Envelope envelope(QueueId id, EmailAddress to, boolean eightBit) {
        boolean utf8 = to.localPart().chars().anyMatch(c -> c >= 0x80);
        Recipient recipient = Recipient.of(to).withNotify(Notify.NEVER, "");
        return new Envelope(
                id,
                clock.instant(),
                ReversePath.NULL,
                List.of(recipient),
                eightBit,
                utf8,
                DsnRequest.NONE);
    }
}
