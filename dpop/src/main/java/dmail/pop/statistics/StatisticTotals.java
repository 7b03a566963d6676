package dmail.pop.statistics;

import dmail.pop.session.SessionEnd;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** The figures of one span of time; guarded by whoever has it. */
final class StatisticTotals {
    private final Instant since;
    private final Map<Figure, Long> sums = new EnumMap<>(Figure.class);

    StatisticTotals(Instant since) {
        this.since = since;
    }

    Instant since() {
        return since;
    }

    void add(SessionEnd end) {
        for (Figure figure : Figure.values()) {
            sums.merge(figure, figure.of(end), Long::sum);
        }
    }

    long of(Figure figure) {
        return figure.shown(sums.getOrDefault(figure, 0L));
    }
}
