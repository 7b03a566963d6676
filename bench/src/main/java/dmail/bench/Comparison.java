package dmail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One of our servers and a peer, measured in turn on the same disk in the same run.
 *
 * @param rounds how often each is measured, after it was warmed up
 * @param warmUp how long each works at least before it is measured
 */
record Comparison(Contender ours, Contender peer, Path folder, int rounds, Duration warmUp) {
    /** One round of a measurement. */
    interface Measure<T> {
        T of(Running server, String round) throws IOException, InterruptedException;
    }

    /** The rounds of both; none of the peer when it is missing. */
    record Sides<T>(List<T> ours, String peer, List<T> theirs, Optional<String> missing) {
        Sides {
            ours = List.copyOf(ours);
            theirs = List.copyOf(theirs);
        }

        /** {@return the line about one figure of the rounds} */
        Row row(String what, ToDoubleFunction<T> figure, String wanted) {
            return new Row(
                    what, figures(ours, figure), peer, figures(theirs, figure), missing, wanted);
        }

        private static <T> List<Double> figures(List<T> rounds, ToDoubleFunction<T> figure) {
            return rounds.stream().map(figure::applyAsDouble).toList();
        }
    }

    /** {@return what both did} */
    <T> Sides<T> run(Boxes boxes, Measure<T> measure) throws IOException, InterruptedException {
        Optional<String> missing = peer.missing();
        List<T> first = new ArrayList<>();
        List<T> second = new ArrayList<>();
        try (Running our = ours.start(folder.resolve(ours.name()), boxes)) {
            if (missing.isPresent()) {
                rounds(measure, our, first);
            } else {
                try (Running their = peer.start(folder.resolve(peer.name()), boxes)) {
                    inTurn(measure, our, first, their, second);
                }
            }
        }
        String remark = peer.remark().isEmpty() ? "" : " (" + peer.remark() + ")";
        return new Sides<>(first, peer.name() + remark, second, missing);
    }

    /** A server's best comes when its caches are full and its code is compiled. */
    private <T> void warmUp(Measure<T> measure, Running server)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + warmUp.toNanos();
        do {
            measure.of(server, "warm");
        } while (System.nanoTime() < end);
    }

    private <T> void rounds(Measure<T> measure, Running server, List<T> results)
            throws IOException, InterruptedException {
        warmUp(measure, server);
        for (int round = 0; round < rounds; round++) {
            results.add(measure.of(server, "r" + round));
        }
    }

    private <T> void inTurn(
            Measure<T> measure, Running our, List<T> first, Running their, List<T> second)
            throws IOException, InterruptedException {
        warmUp(measure, our);
        warmUp(measure, their);
        for (int round = 0; round < rounds; round++) {
            first.add(measure.of(our, "r" + round));
            second.add(measure.of(their, "r" + round));
        }
    }
}
