package dmail.setup.apply;

import dmail.common.io.Reason;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Carries steps out; either all of them stay done, or those that were done are taken back. */
public final class Applier {
    private final StepExecutor hands;
    private final Progress progress;
    private final Deque<Done> done = new ArrayDeque<>();

    /** A step and what takes it back. */
    private record Done(Step step, Undo undo) {}

    public Applier(SystemUsers users, RandomGenerator random, Progress progress) {
        this.hands = new StepExecutor(users, random);
        this.progress = progress;
    }

    /**
     * Does all steps.
     *
     * @param problems what is wrong with the result, once all is done
     * @return whether all is done and nothing is wrong
     */
    public boolean apply(List<Step> steps, Supplier<List<String>> problems)
            throws InterruptedException {
        for (Step step : steps) {
            if (!succeeds(step)) {
                takeBack();
                return false;
            }
        }
        List<String> wrong = problems.get();
        wrong.forEach(progress::unfit);
        if (!wrong.isEmpty()) {
            takeBack();
        }
        return wrong.isEmpty();
    }

    private boolean succeeds(Step step) throws InterruptedException {
        try {
            done.push(new Done(step, hands.carryOut(step)));
            progress.done(step);
            return true;
        } catch (IOException e) {
            progress.failed(step, reason(e));
            return false;
        }
    }

    private void takeBack() throws InterruptedException {
        while (!done.isEmpty()) {
            Done last = done.pop();
            try {
                last.undo().run();
                progress.undone(last.step());
            } catch (IOException e) {
                progress.stays(last.step(), reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.FileAlreadyExistsException there ->
                    there.getFile() + " is there already";
            case java.nio.file.attribute.UserPrincipalNotFoundException nobody ->
                    "there is no user or group " + nobody.getName();
            case java.nio.file.NoSuchFileException gone ->
                    gone.getFile() + ": there is no folder to hold it";
            default -> Reason.of(e);
        };
    }
}
