package dmail.setup.wizard;

import dmail.setup.ask.Wrapped;
import dmail.setup.conf.Difference;
import dmail.setup.plan.Plan;
import dmail.setup.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** A plan as a person reads it. */
final class Preview {
    private static final String INDENT = "      ";

    private Preview() {}

    static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        if (plan.steps().isEmpty()) {
            lines.add("All is as it should be: nothing is to be done.");
        } else {
            lines.add("This will be done:");
            plan.steps().forEach(step -> add(step, lines));
        }
        plan.obstacles()
                .forEach(obstacle -> lines.addAll(Wrapped.labelled("   NOT DONE " + obstacle)));
        return lines;
    }

    private static void add(Step step, List<String> lines) {
        lines.add("   " + step.title());
        if (step instanceof Step.WriteFile file) {
            if (file.before().isEmpty()) {
                addSettings(file.after(), lines);
            } else {
                Difference.lines(file.before(), file.after())
                        .forEach(line -> lines.add(INDENT + line));
            }
        }
    }

    /** Of a new file its comments are counted only: they would hide what it says. */
    private static void addSettings(String text, List<String> lines) {
        long comments = text.lines().filter(line -> line.startsWith("#")).count();
        if (comments > 1) {
            lines.add(
                    INDENT
                            + "+ "
                            + comments
                            + " lines of comments, which explain these and other settings");
        }
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> lines.add(INDENT + "+ " + line));
    }
}
