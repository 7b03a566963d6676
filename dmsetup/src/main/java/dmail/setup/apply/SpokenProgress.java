package dmail.setup.apply;

import dmail.setup.plan.Step;
import java.util.function.Consumer;

/**
 * Tells a person of each step.
 *
 * @param listener takes each line
 */
public record SpokenProgress(Consumer<String> listener) implements Progress {
    @Override
    public void done(Step step) {
        listener.accept("   done     " + step.title());
    }

    @Override
    public void failed(Step step, String why) {
        listener.accept("   FAILED   " + step.title() + ": " + why);
    }

    @Override
    public void undone(Step step) {
        listener.accept("   undone   " + step.title());
    }

    @Override
    public void stays(Step step, String why) {
        listener.accept("   STAYS    " + step.title() + ", which could not be undone: " + why);
    }

    @Override
    public void unfit(String problem) {
        listener.accept("   FAILED   the servers would complain: " + problem);
    }
}
