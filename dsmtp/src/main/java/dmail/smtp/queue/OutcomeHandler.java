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

/** Decides what becomes of recipients after an attempt, and tells the sender. */
public final class OutcomeHandler {
    private final Reports reports;
    private final Supplier<RetrySchedule> schedule;
    private final Statistics statistics;
    private final InstantSource clock;
    private final DeliveryLog log;

    public OutcomeHandler(
            Reports reports,
            Supplier<RetrySchedule> schedule,
            Statistics statistics,
            InstantSource clock,
            DeliveryLog log) {
        this.reports = reports;
        this.schedule = schedule;
        this.statistics = statistics;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Decides. When this returns, reports on those that are given up survive loss of power: then,
     * and only then, they may be forgotten.
     *
     * @throws IOException when a report could not be made safe: nothing is decided
     */
    RetryDecision settle(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> failed)
            throws IOException {
        RetryDecision verdict =
                RetryDecision.on(failed, envelope.accepted(), clock.instant(), schedule.get());
        if (!verdict.givenUp().isEmpty()) {
            reports.failed(envelope, body, verdict.givenUp());
            statistics.givenUp(envelope, body.length(), verdict.givenUp());
        }
        return verdict;
    }

    /** Counts recipients that have it. */
    void count(Envelope envelope, Body body, List<Integer> delivered, Receipt receipt) {
        statistics.delivered(envelope, body.length(), delivered, receipt.host());
    }

    /** Reports on recipients that have it, which they do whether or not that can be told. */
    void reportSuccess(Envelope envelope, Body body, SortedMap<Integer, Receipt> delivered) {
        try {
            reports.delivered(envelope, body, delivered);
        } catch (IOException trouble) {
            log.notReported(envelope.id(), trouble);
        }
    }

    /**
     * Reports on recipients that stand for several, which counts as success (RFC 3461 section
     * 5.2.7.2): only so does each come up once, however many are behind it.
     */
    public void reportExpansion(
            Envelope envelope, Body body, SortedMap<Integer, List<Recipient>> parts) {
        SortedMap<Integer, Receipt> expanded = new TreeMap<>();
        parts.forEach((place, instead) -> {
            boolean wanted = envelope.recipients().get(place).wish().success();
            if (wanted && instead.size() > 1) {
                expanded.put(place, Receipt.EXPANDED);
            }
        });
        if (!expanded.isEmpty()) {
            reportSuccess(envelope, body, expanded);
        }
    }

    /**
     * Tells the sender that it takes long, if it is time for that.
     *
     * @return whether the sender has been told
     */
    boolean notice(Envelope envelope, Body body, RetryDecision verdict) {
        if (!verdict.isTimeForNotice(envelope.accepted(), clock.instant())) {
            return false;
        }
        try {
            Instant until = schedule.get().end(envelope.accepted());
            reports.delayed(envelope, body, verdict.again(), until);
            return true;
        } catch (IOException trouble) {
            // Better late than never: the next attempt tells it.
            log.notReported(envelope.id(), trouble);
            return false;
        }
    }

    /**
     * {@return when to try those again that were not reached}
     *
     * @param before how often the message was tried before this attempt
     */
    Instant next(Envelope envelope, int before, Failures failed) {
        RetrySchedule now = schedule.get();
        Optional<Instant> again = failed.again();
        return again.isPresent()
                ? now.untried(envelope.accepted(), clock.instant(), again.get())
                : now.next(envelope.accepted(), clock.instant(), before + 1, failed.why().values());
    }

    /** {@return when those are given up that can't be reached} */
    Instant end(Instant accepted) {
        return schedule.get().end(accepted);
    }
}
