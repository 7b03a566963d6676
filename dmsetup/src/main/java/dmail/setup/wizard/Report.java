package dmail.setup.wizard;

import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.setup.apply.Progress;
import dmail.setup.ask.Answers;
import dmail.setup.ask.Question;
import dmail.setup.ask.Questions;
import dmail.setup.check.Finding;
import dmail.setup.plan.Plan;
import dmail.setup.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened, kept for the report that programs read. */
final class Report implements Progress {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<Map<String, Object>> findings = new ArrayList<>();
    private final Map<Step, String> steps = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final Map<String, Object> more = new LinkedHashMap<>();
    private final Progress next;

    Report(Progress next) {
        this.next = next;
    }

    /** Secrets are left out. */
    void answered(Answers given) {
        for (Question question : Questions.ALL) {
            given.find(question.key())
                    .filter(_ -> !question.isSecret())
                    .ifPresent(value -> answers.put(question.key().toString(), value));
        }
    }

    void found(List<Finding> all) {
        for (Finding finding : all) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("level", finding.level().toString());
            one.put("text", finding.text());
            one.put("cure", finding.remedy());
            findings.add(one);
        }
    }

    void planned(Plan plan) {
        plan.steps().forEach(step -> steps.put(step, "planned"));
        errors.addAll(plan.obstacles());
    }

    void wrong(List<String> complaints) {
        errors.addAll(complaints);
    }

    void add(String name, Object value) {
        more.put(name, value);
    }

    @Override
    public void done(Step step) {
        steps.put(step, "done");
        next.done(step);
    }

    @Override
    public void failed(Step step, String why) {
        steps.put(step, "failed");
        errors.add(step.title() + ": " + why);
        next.failed(step, why);
    }

    @Override
    public void undone(Step step) {
        steps.put(step, "undone");
        next.undone(step);
    }

    @Override
    public void stays(Step step, String why) {
        errors.add("not undone: " + step.title() + ": " + why);
        next.stays(step, why);
    }

    @Override
    public void unfit(String problem) {
        errors.add(problem);
        next.unfit(problem);
    }

    String json(ExitStatus status) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", status.code());
        all.put("answers", answers);
        all.put("findings", findings);
        List<Map<String, Object>> done = new ArrayList<>();
        steps.forEach((step, result) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("step", step.title());
            one.put("result", result);
            done.add(one);
        });
        all.put("steps", done);
        all.put("errors", errors);
        all.putAll(more);
        return Json.of(all);
    }
}
