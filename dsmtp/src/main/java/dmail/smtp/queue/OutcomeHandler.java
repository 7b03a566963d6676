package dmail.smtp.queue;

import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.queuefile.RecipientStatus;
import dmail.smtp.report.Reports;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Decides what happens to recipients after an attempt, and reports to the sender. */
public final class OutcomeHandler {
    private final Reports reports;
    private final Function<Recipient, RetrySchedule> schedules;
    private final Statistics statistics;
    private final RecipientBindings bindings;
    private final InstantSource clock;
    private final DeliveryLog log;

    /**
     * @param schedules the current one of a recipient
     */
    public OutcomeHandler(
            Reports reports,
            Function<Recipient, RetrySchedule> schedules,
            Statistics statistics,
            RecipientBindings bindings,
            InstantSource clock,
            DeliveryLog log) {
        this.reports = reports;
        this.schedules = schedules;
        this.statistics = statistics;
        this.bindings = bindings;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Decides. When this returns, the reports on recipients that are given up are durable; only
     * then may these be removed.
     *
     * @param before the status of each recipient before the attempt, by index
     * @throws IOException when a report could not be stored: nothing is decided
     */
    RetryDecision settle(
            Envelope envelope, Body body, Failures failed, IntFunction<RecipientStatus> before)
            throws IOException {
        RetryDecision decision =
                RetryDecision.on(
                        failed,
                        index -> before.apply(index).attempts(),
                        envelope.accepted(),
                        clock.instant(),
                        index -> schedule(envelope, index));
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

    private RetrySchedule schedule(Envelope envelope, int index) {
        return schedules.apply(envelope.recipients().get(index));
    }

    /**
     * Sends the notices of delay for which it is time: one for those recipients that expire at the
     * same time.
     *
     * @param left the failures of those that are tried again
     * @param before the status of each recipient before the attempt, by index
     * @return the recipients of whose delay the sender knows since now
     */
    Set<Integer> notice(
            Envelope envelope, Body body, Failures left, IntFunction<RecipientStatus> before) {
        Map<Instant, SortedMap<Integer, DeliveryStatus>> together = new TreeMap<>();
        left.why()
                .forEach((index, why) -> {
                    RetrySchedule schedule = schedule(envelope, index);
                    if (!before.apply(index).noticed()
                            && schedule.isTimeForNotice(envelope.accepted(), clock.instant())) {
                        together.computeIfAbsent(
                                        schedule.end(envelope.accepted()), _ -> new TreeMap<>())
                                .put(index, why);
                    }
                });
        Set<Integer> told = new TreeSet<>();
        together.forEach((until, why) -> {
            if (notice(envelope, body, why, until)) {
                told.addAll(why.keySet());
            }
        });
        return told;
    }

    private boolean notice(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until) {
        try {
            reports.delayed(envelope, body, why, until);
            return true;
        } catch (IOException failure) {
            // The next attempt sends it.
            log.notReported(envelope.id(), failure);
            return false;
        }
    }

    /**
     * {@return when to try each of the unreached recipients again} Those that share a schedule stay
     * together, so that one attempt serves them all, unless its waits are kept to the second.
     *
     * @param before the status of each recipient before the attempt, by index
     */
    SortedMap<Integer, Instant> next(
            Envelope envelope, Failures left, IntFunction<RecipientStatus> before) {
        Map<RetrySchedule, List<Integer>> together = new LinkedHashMap<>();
        left.why()
                .forEach((index, _) ->
                        together.computeIfAbsent(schedule(envelope, index), _ -> new ArrayList<>())
                                .add(index));
        SortedMap<Integer, Instant> next = new TreeMap<>();
        together.forEach((schedule, indexes) -> {
            switch (schedule.waits()) {
                case RetryWaits.Stepped _ ->
                        put(next, indexes, next(envelope, schedule, left.at(indexes), before));
                case RetryWaits.Doubling _ ->
                        indexes.forEach(index -> {
                            List<Integer> one = List.of(index);
                            put(next, one, next(envelope, schedule, left.at(one), before));
                        });
            }
        });
        return next;
    }

    private static void put(SortedMap<Integer, Instant> next, List<Integer> indexes, Instant due) {
        indexes.forEach(index -> next.put(index, due));
    }

    private Instant next(
            Envelope envelope,
            RetrySchedule schedule,
            Failures left,
            IntFunction<RecipientStatus> before) {
        Instant now = clock.instant();
        Optional<Instant> again = left.again();
        if (again.isPresent()) {
            return schedule.untried(envelope.accepted(), now, again.get());
        }
        int most = 0;
        for (int index : left.why().keySet()) {
            most = Math.max(most, before.apply(index).attempts());
        }
        return schedule.next(envelope.accepted(), now, most + 1, left.why().values());
    }

    /** {@return when a message expires for the last of its recipients} */
    Instant end(Instant accepted, Collection<Recipient> recipients) {
        Instant last = accepted;
        for (Recipient recipient : recipients) {
            Instant end = schedules.apply(recipient).end(accepted);
            last = end.isAfter(last) ? end : last;
        }
        return last;
    }
}
