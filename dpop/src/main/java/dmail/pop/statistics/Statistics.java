package dmail.pop.statistics;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.pop.session.SessionEnd;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sums of this hour, of this day, and since the start. Thread-safe. */
public final class Statistics {
    private final InstantSource clock;
    private final ZoneId zone;
    private final StatisticTotals all;
    private StatisticTotals hour;
    private StatisticTotals day;

    /**
     * @param zone whose hours and days they are of
     */
    public Statistics(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
        Instant now = clock.instant();
        this.all = new StatisticTotals(now);
        this.hour = new StatisticTotals(hourOf(now));
        this.day = new StatisticTotals(dayOf(now));
    }

    private Instant hourOf(Instant now) {
        return now.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    private Instant dayOf(Instant now) {
        return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
    }

    /** Adds a session to what it ended in. */
    public synchronized void add(SessionEnd end) {
        turnOver();
        List.of(hour, day, all).forEach(sums -> sums.add(end));
    }

    private void turnOver() {
        Instant now = clock.instant();
        hour = current(hour, hourOf(now));
        day = current(day, dayOf(now));
    }

    private static StatisticTotals current(StatisticTotals sums, Instant since) {
        return sums.since().equals(since) ? sums : new StatisticTotals(since);
    }

    /** {@return the reply to the command statistics} */
    public synchronized AdminReply reply() {
        turnOver();
        StringBuilder text = new StringBuilder();
        text.append("%-16s %16s %16s %16s\n".formatted("", "this hour", "today", "since start"));
        for (Figure figure : Figure.values()) {
            text.append(
                    "%-16s %16d %16d %16d\n"
                            .formatted(figure, hour.of(figure), day.of(figure), all.of(figure)));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("this_hour", fields(hour));
        json.put("today", fields(day));
        json.put("since_start", fields(all));
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(json));
    }

    private static Map<String, Object> fields(StatisticTotals sums) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("since", sums.since());
        for (Figure figure : Figure.values()) {
            fields.put(figure.toString(), sums.of(figure));
        }
        return fields;
    }
}
