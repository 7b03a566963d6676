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
import dmail.smtp.source.Bounces;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends reports through the queue, as our own mail. */
public final class ReportSender implements Reports {
    private final MailQueue queue;
    private final Supplier<ReportSettings> reportSettings;
    private final Supplier<SourcePolicy> sources;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ReportLog log;

    /**
     * @param queue accepts reports even while it makes other mail wait
     * @param reportSettings the current ones
     * @param sources says which mail bounces, and from whom, by the current settings
     */
    public ReportSender(
            MailQueue queue,
            Supplier<ReportSettings> reportSettings,
            Supplier<SourcePolicy> sources,
            InstantSource clock,
            ZoneId zone,
            ReportLog log) {
        this.queue = queue;
        this.reportSettings = reportSettings;
        this.sources = sources;
        this.clock = clock;
        this.zone = zone;
        this.log = log;
    }

    @Override
    public void failed(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException {
        why.forEach((recipientIndex, diagnosis) ->
                log.failed(envelope.id(), envelope.recipients().get(recipientIndex), diagnosis));
        ReportReason reason = new ReportReason.Failure();
        List<ReportedRecipient> unreached =
                unreached(envelope, why, Action.FAILED, Notify::failure);
        List<ReportedRecipient> bouncing = new ArrayList<>();
        for (ReportedRecipient one : unreached) {
            if (bounces(envelope, one.recipient()).wanted()) {
                bouncing.add(one);
            }
        }
        if (bouncing.size() < unreached.size()) {
            log.notWanted(envelope.id(), reason);
        }
        report(reason, envelope, body, bouncing);
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
                ReportSettings now = reportSettings.get();
                for (var some : byFrom(envelope, recipients, now).entrySet()) {
                    Report report = new Report(reason, envelope, some.getValue());
                    QueueId id = send(report, body, sender, now.from(some.getKey()));
                    log.sent(envelope.id(), reason, id, sender);
                }
            }
        }
    }

    /** Recipients may have bindings whose reports are from others. */
    private Map<EmailAddress, List<ReportedRecipient>> byFrom(
            Envelope envelope, List<ReportedRecipient> recipients, ReportSettings now) {
        Map<EmailAddress, List<ReportedRecipient>> all = new LinkedHashMap<>();
        for (ReportedRecipient one : recipients) {
            EmailAddress from = bounces(envelope, one.recipient()).from().orElse(now.from());
            all.computeIfAbsent(from, _ -> new ArrayList<>()).add(one);
        }
        return all;
    }

    private Bounces bounces(Envelope envelope, Recipient recipient) {
        return sources.get()
                .bounces(
                        recipient.choice().binding(),
                        recipient.address().domain(),
                        envelope.reception());
    }

    private QueueId send(Report report, Body original, EmailAddress to, ReportSettings now)
            throws IOException {
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
