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

        /** {@return ours beside a peer that is missing} */
        Sides<T> alone(Contender absent, String why) {
            return new Sides<>(ours, absent.title(), List.of(), Optional.of(why));
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
        return new Sides<>(first, peer.title(), second, missing);
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
            results.add(settled(measure, server, "r" + round));
        }
    }

    private <T> void inTurn(
            Measure<T> measure, Running our, List<T> first, Running their, List<T> second)
            throws IOException, InterruptedException {
        warmUp(measure, our);
        warmUp(measure, their);
        for (int round = 0; round < rounds; round++) {
            first.add(settled(measure, our, "r" + round));
            second.add(settled(measure, their, "r" + round));
        }
    }

    /** What one has left to the system to write must not slow the other. */
    private static <T> T settled(Measure<T> measure, Running server, String round)
            throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        return measure.of(server, round);
    }
}
