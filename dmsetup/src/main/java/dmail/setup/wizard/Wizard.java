package dmail.setup.wizard;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.cli.SetupOptions.Flag;
import dmail.common.io.Reason;
import dmail.setup.apply.Applier;
import dmail.setup.apply.SpokenProgress;
import dmail.setup.ask.Answers;
import dmail.setup.ask.AnswersFile;
import dmail.setup.ask.Asker;
import dmail.setup.ask.Draft;
import dmail.setup.ask.FindingText;
import dmail.setup.ask.Interview;
import dmail.setup.ask.Review;
import dmail.setup.check.Finding;
import dmail.setup.edit.NewWarnings;
import dmail.setup.found.Facts;
import dmail.setup.plan.Plan;
import dmail.setup.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sets a site up: asks, shows, does. */
public final class Wizard {
    private static final List<String> GREETING =
            List.of(
                    "DMail set-up. Nothing is changed before you have seen all of it and said yes.",
                    "Enter takes the answer in brackets; ? explains, back goes to the question",
                    "before, quit leaves.",
                    "");

    private final SetupOptions.Run options;
    private final Path configuration;
    private final WizardContext context;
    private final Asker asker;
    private final Report report;

    /**
     * @param options what the command line says
     * @param configuration the file to be written
     */
    public Wizard(SetupOptions.Run options, Path configuration, WizardContext context) {
        this.options = options;
        this.configuration = configuration;
        this.context = context;
        this.asker = context.asker();
        this.report = new Report(new SpokenProgress(asker::say));
    }

    /** What came of it: an exit status, and a report for programs. */
    public record Outcome(ExitStatus status, String json) {}

    public Outcome run() throws InterruptedException {
        ExitStatus status = status();
        return new Outcome(status, report.json(status));
    }

    private ExitStatus status() throws InterruptedException {
        Facts facts;
        AnswersFile file = new AnswersFile();
        try {
            facts = context.facts().find(configuration);
            readAnswers(file);
        } catch (NoSuchFileException missing) {
            return refuse(ExitStatus.NO_INPUT, List.of("there is no file " + missing.getFile()));
        } catch (IOException e) {
            return refuse(ExitStatus.IO_ERROR, List.of("can't be read: " + Reason.of(e)));
        }
        AnswersFile.Result given = options.isSilent() ? file.complete(facts) : file.given(facts);
        if (!given.complaints().isEmpty()) {
            return refuse(ExitStatus.DATA_ERROR, given.complaints());
        }
        greet(facts);
        Optional<Answers> answers =
                options.isSilent()
                        ? Optional.of(given.answers())
                        : new Interview(facts, context.dns(), asker, given.answers()).hold();
        return answers.isEmpty() ? leave() : goOn(new Draft(facts, answers.get()));
    }

    private void readAnswers(AnswersFile file) throws IOException {
        if (!options.answers().isEmpty()) {
            Path path = configuration.getFileSystem().getPath(options.answers());
            file.read(options.answers(), Files.readAllLines(path));
        }
        options.assignments().forEach(file::assign);
    }

    private ExitStatus refuse(ExitStatus status, List<String> complaints) {
        report.wrong(complaints);
        complaints.forEach(asker::say);
        return status;
    }

    private void greet(Facts facts) {
        if (!options.isSilent()) {
            GREETING.forEach(asker::say);
        }
        Findings.lines(facts).forEach(asker::say);
    }

    private ExitStatus leave() {
        asker.say("");
        asker.say("Nothing has been done.");
        return ExitStatus.TEMPORARY;
    }

    private ExitStatus goOn(Draft draft) throws InterruptedException {
        report.answered(draft.answers());
        review(draft);
        Plan plan = Planner.plan(draft, new RealPresent(context.users()));
        report.planned(plan);
        asker.say("");
        Preview.lines(plan).forEach(asker::say);
        if (options.has(Flag.DRY_RUN)) {
            return ExitStatus.OK;
        }
        if (!options.isSilent() && !plan.steps().isEmpty() && !agrees()) {
            return leave();
        }
        return carryOut(draft, plan);
    }

    /** A person has seen the findings with each answer. */
    private void review(Draft draft) {
        if (options.isSilent()) {
            List<Finding> findings = Review.of(draft, context.dns());
            report.found(findings);
            asker.say("");
            asker.say("Checked:");
            findings.stream().flatMap(each -> FindingText.lines(each).stream()).forEach(asker::say);
        }
    }

    private boolean agrees() {
        asker.say("");
        return Yes.or(asker, "Do all this? (yes or no): ");
    }

    private ExitStatus carryOut(Draft draft, Plan plan) throws InterruptedException {
        if (!plan.steps().isEmpty()) {
            asker.say("");
        }
        boolean done =
                new Applier(context.users(), context.random(), report)
                        .apply(plan.steps(), new NewWarnings(configuration)::fresh);
        if (!done) {
            asker.say("");
            asker.say("It did not work; what could be undone is undone.");
            return ExitStatus.CANNOT_CREATE;
        }
        Advice.secrets(draft).forEach(asker::say);
        ExitStatus status = start(new FirstStart(draft, context));
        Advice.next(draft).forEach(asker::say);
        return status;
    }

    private ExitStatus start(FirstStart start) throws InterruptedException {
        if (options.has(Flag.START)) {
            asker.say("");
            return start.run();
        }
        return options.isSilent() ? ExitStatus.OK : start.offer();
    }
}
