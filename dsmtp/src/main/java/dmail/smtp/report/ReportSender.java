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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends reports through the queue, as our own mail. */
public final class ReportSender implements Reports {
    private final MailQueue queue;
    private final Supplier<ReportSettings> reportSettings;
    private final Supplier<SourcePolicy> sources;
    private final Function<Recipient, Optional<EmailAddress>> leavesTo;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ReportLog log;

    /**
     * @param queue accepts reports even while it makes other mail wait
     * @param reportSettings the current ones
     * @param sources says which mail bounces, and from whom, by the current settings
     * @param leavesTo where mail for a recipient leaves this host to; empty when it stays here, or
     *     nobody knows
     */
    public ReportSender(
            MailQueue queue,
            Supplier<ReportSettings> reportSettings,
            Supplier<SourcePolicy> sources,
            Function<Recipient, Optional<EmailAddress>> leavesTo,
            InstantSource clock,
            ZoneId zone,
            ReportLog log) {
        this.queue = queue;
        this.reportSettings = reportSettings;
        this.sources = sources;
        this.leavesTo = leavesTo;
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
        SortedMap<Integer, ReportedRecipient> bouncing =
                unreached(envelope, why, Action.FAILED, Notify::failure);
        if (bouncing.values().removeIf(one -> !bounces(envelope, one.recipient()).wanted())) {
            log.notWanted(envelope.id(), reason);
        }
        report(reason, envelope, body, bouncing);
    }

    /** The sender is told once, so what could not be stored beside another notice is left out. */
    @Override
    public void delayed(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until)
            throws IOException {
        ReportReason reason = new ReportReason.Delay(until);
        try {
            report(reason, envelope, body, unreached(envelope, why, Action.DELAYED, Notify::delay));
        } catch (PartlyReportedException failure) {
            log.notStored(envelope.id(), reason, failure);
        }
    }

    @Override
    public void delivered(Envelope envelope, Body body, SortedMap<Integer, Receipt> how)
            throws IOException {
        SortedMap<Integer, ReportedRecipient> served = new TreeMap<>();
        how.forEach((recipientIndex, receipt) -> {
            Recipient recipient = envelope.recipients().get(recipientIndex);
            if (recipient.notifyOn().success() && !receipt.reportsItself()) {
                served.put(
                        recipientIndex,
                        ReportedRecipient.served(
                                recipient, receipt.action(), receipt.host(), receipt.reply()));
            }
        });
        report(new ReportReason.Success(), envelope, body, served);
    }

    private static SortedMap<Integer, ReportedRecipient> unreached(
            Envelope envelope,
            SortedMap<Integer, DeliveryStatus> why,
            Action action,
            Predicate<Notify> wanted) {
        SortedMap<Integer, ReportedRecipient> unreached = new TreeMap<>();
        why.forEach((recipientIndex, diagnosis) -> {
            Recipient recipient = envelope.recipients().get(recipientIndex);
            if (wanted.test(recipient.notifyOn())) {
                unreached.put(recipientIndex, new ReportedRecipient(recipient, action, diagnosis));
            }
        });
        return unreached;
    }

    private void report(
            ReportReason reason,
            Envelope envelope,
            Body body,
            SortedMap<Integer, ReportedRecipient> recipients)
            throws IOException {
        if (recipients.isEmpty()) {
            return;
        }
        switch (envelope.sender()) {
            // RFC 5321 section 6.1: a report is never answered with a report.
            case ReversePath.Null() -> log.noReturnAddress(envelope.id(), reason);
            case ReversePath.Sender(EmailAddress sender) ->
                    report(reason, envelope, body, sender, recipients);
        }
    }

    private void report(
            ReportReason reason,
            Envelope envelope,
            Body body,
            EmailAddress sender,
            SortedMap<Integer, ReportedRecipient> recipients)
            throws IOException {
        List<Integer> reported = new ArrayList<>();
        for (var some : bySettings(envelope, recipients).entrySet()) {
            Report report = new Report(reason, envelope, List.copyOf(some.getValue().values()));
            try {
                QueueId id = send(report, body, sender, some.getKey());
                log.sent(envelope.id(), reason, id, sender);
            } catch (IOException failure) {
                throw reported.isEmpty() ? failure : new PartlyReportedException(reported, failure);
            }
            reported.addAll(some.getValue().keySet());
        }
    }

    /** Recipients may have bindings whose reports are from others, or return more. */
    private Map<ReportSettings, Map<Integer, ReportedRecipient>> bySettings(
            Envelope envelope, SortedMap<Integer, ReportedRecipient> recipients) {
        ReportSettings now = reportSettings.get();
        Map<ReportSettings, Map<Integer, ReportedRecipient>> all = new LinkedHashMap<>();
        recipients.forEach((index, one) ->
                all.computeIfAbsent(
                                now.by(bounces(envelope, one.recipient())),
                                _ -> new LinkedHashMap<>())
                        .put(index, one));
        return all;
    }

    /**
     * Options of bindings and destinations are those of mail that leaves. What was to stay here
     * bounces in any case, since else nobody would ever hear of it.
     */
    private Bounces bounces(Envelope envelope, Recipient recipient) {
        SourcePolicy policy = sources.get();
        if (policy instanceof SourcePolicy.Plain) {
            return Bounces.USUAL;
        }
        Optional<EmailAddress> end = leavesTo.apply(recipient);
        Bounces found =
                policy.bounces(
                        recipient.choice().binding(),
                        end.orElse(recipient.address()).domain(),
                        envelope.reception());
        return end.isPresent() ? found : found.always();
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
