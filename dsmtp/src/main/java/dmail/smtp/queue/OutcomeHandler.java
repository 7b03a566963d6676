package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.report.Reports;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Decides what happens to recipients after an attempt, and reports to the sender. */
public final class OutcomeHandler {
    private final Reports reports;
    private final Supplier<RetrySchedule> schedule;
    private final Statistics statistics;
    private final RecipientBindings bindings;
    private final InstantSource clock;
    private final DeliveryLog log;

    public OutcomeHandler(
            Reports reports,
            Supplier<RetrySchedule> schedule,
            Statistics statistics,
            RecipientBindings bindings,
            InstantSource clock,
            DeliveryLog log) {
        this.reports = reports;
        this.schedule = schedule;
        this.statistics = statistics;
        this.bindings = bindings;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Decides. When this returns, the reports on recipients that are given up are durable; only
     * then may these be removed.
     *
     * @throws IOException when a report could not be stored: nothing is decided
     */
    RetryDecision settle(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> failed)
            throws IOException {
        RetryDecision decision =
                RetryDecision.on(failed, envelope.accepted(), clock.instant(), schedule.get());
        if (!decision.givenUp().isEmpty()) {
            reports.failed(envelope, body, decision.givenUp());
            statistics.givenUp(envelope, body.length(), decision.givenUp());
            bindings.failed(envelope, decision.givenUp().keySet());
        }
        return decision;
    }

    /** Counts recipients that are given up without a report. */
    void giveUpUnreported(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> failed) {
        statistics.givenUp(envelope, body.length(), failed);
        bindings.failed(envelope, failed.keySet());
    }

    /** Counts recipients that were served. */
    void count(Envelope envelope, Body body, List<Integer> delivered, Receipt receipt) {
        statistics.delivered(envelope, body.length(), delivered, receipt.host());
        if (!receipt.host().isEmpty()) {
            bindings.delivered(envelope, delivered);
        }
    }

    /**
     * Reports success, if the sender asked for it; the recipients are served even if the report
     * fails.
     */
    void reportSuccess(Envelope envelope, Body body, SortedMap<Integer, Receipt> delivered) {
        try {
            reports.delivered(envelope, body, delivered);
        } catch (IOException failure) {
            log.notReported(envelope.id(), failure);
        }
    }

    /**
     * Reports recipients that expand to several as expanded, if the sender asked for reports of
     * success (RFC 3461 section 5.2.7.2): so each is reported once, however many it expands to.
     */
    public void reportExpansion(
            Envelope envelope, Body body, SortedMap<Integer, List<Recipient>> parts) {
        SortedMap<Integer, Receipt> expanded = new TreeMap<>();
        parts.forEach((recipientIndex, instead) -> {
            boolean wanted = envelope.recipients().get(recipientIndex).notifyOn().success();
            if (wanted && instead.size() > 1) {
                expanded.put(recipientIndex, Receipt.EXPANDED);
            }
        });
        if (!expanded.isEmpty()) {
            reportSuccess(envelope, body, expanded);
        }
    }

    /**
     * Sends the notice of delay, when it is time for it.
     *
     * @return whether the sender has been told
     */
    boolean notice(Envelope envelope, Body body, RetryDecision decision) {
        if (!decision.isTimeForNotice(envelope.accepted(), clock.instant())) {
            return false;
        }
        try {
            Instant until = schedule.get().end(envelope.accepted());
            reports.delayed(envelope, body, decision.again(), until);
            return true;
        } catch (IOException failure) {
            // The next attempt sends it.
            log.notReported(envelope.id(), failure);
            return false;
        }
    }

    /**
     * {@return when to try the unreached recipients again}
     *
     * @param before attempts before this one
     */
    Instant next(Envelope envelope, int before, Failures failed) {
        RetrySchedule now = schedule.get();
        Optional<Instant> again = failed.again();
        return again.isPresent()
                ? now.untried(envelope.accepted(), clock.instant(), again.get())
                : now.next(envelope.accepted(), clock.instant(), before + 1, failed.why().values());
    }

    /** {@return when the message expires} */
    Instant end(Instant accepted) {
        return schedule.get().end(accepted);
    }
}
