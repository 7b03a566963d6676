package dmail.setup.moving;

import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.cli.SetupOptions.Flag;
import dmail.common.config.edit.Ownership;
import dmail.setup.apply.Applier;
import dmail.setup.apply.SpokenProgress;
import dmail.setup.apply.SystemUsers;
import dmail.setup.ask.Asker;
import dmail.setup.ask.FindingText;
import dmail.setup.ask.Reply;
import dmail.setup.called.ProgramName;
import dmail.setup.check.Finding;
import dmail.setup.conf.NewConf;
import dmail.setup.found.Host;
import dmail.setup.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Shows what would become of another server's site, and writes it down after a yes. */
public final class Import {
    private final SetupOptions.Run options;
    private final Path target;
    private final Host host;
    private final OldFiles files;
    private final SystemUsers users;
    private final Asker asker;
    private final RandomGenerator random;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * @param target the dmail.conf to be written
     * @param root the folder above all others, where the old server's files are found
     */
    public Import(
            SetupOptions.Run options,
            Path target,
            Host host,
            Path root,
            SystemUsers users,
            Asker asker,
            RandomGenerator random) {
        this.options = options;
        this.target = target;
        this.host = host;
        this.files = new OldFiles(root);
        this.users = users;
        this.asker = asker;
        this.random = random;
    }

    /** What came of it: an exit status, and a report for programs. */
    public record Outcome(ExitStatus status, String json) {}

    public Outcome run() throws InterruptedException {
        ExitStatus status = status();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", status.code());
        all.putAll(fields);
        return new Outcome(status, Json.of(all));
    }

    private ExitStatus status() throws InterruptedException {
        String from = options.words().size() > 1 ? options.words().get(1) : "";
        Optional<Proposal> proposal =
                switch (from) {
                    case "" -> postfix().or(this::sendmail);
                    case "postfix" -> postfix();
                    case "sendmail" -> sendmail();
                    default -> dmail(path(from));
                };
        if (proposal.isEmpty()) {
            String what = from.isEmpty() ? "neither Postfix nor sendmail" : "no " + from;
            asker.say("There is " + what + " on this machine that could be read.");
            fields.put("error", "there is " + what);
            return ExitStatus.NO_INPUT;
        }
        show(proposal.get());
        return goOn(proposal.get());
    }

    private Path path(String from) {
        return target.getFileSystem().getPath(from).toAbsolutePath().normalize();
    }

    private Optional<Proposal> postfix() {
        return files.text(Postfix.file(files))
                .map(text -> proposal("Postfix", Postfix.read(files, host, text)));
    }

    private Optional<Proposal> sendmail() {
        return files.text(Sendmail.file(files))
                .map(text -> proposal("sendmail", Sendmail.read(files, host, text)));
    }

    private Proposal proposal(String server, Collected site) {
        asker.say("Found " + server + ":");
        fields.put("from", server);
        String text = NewConf.text(target.toString(), site.values());
        return new Proposal(text, site.findings(), List.of());
    }

    private Optional<Proposal> dmail(Path conf) {
        Optional<String> text = files.text(conf);
        text.ifPresent(_ -> asker.say("Found a DMail site, " + conf + ":"));
        fields.put("from", "DMail");
        return text.map(found -> OldDmail.read(files, conf, found, target));
    }

    private void show(Proposal proposal) {
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Finding finding : proposal.findings()) {
            FindingText.lines(finding).forEach(asker::say);
            findings.add(Map.of("level", finding.level().toString(), "text", finding.text()));
        }
        fields.put("findings", findings);
        List<String> settings =
                proposal.text()
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
        fields.put("settings", settings);
        asker.say("");
        asker.say("These settings mean the same:");
        settings.forEach(line -> asker.say("   " + line));
    }

    private ExitStatus goOn(Proposal proposal) throws InterruptedException {
        List<Step> steps = steps(proposal);
        asker.say("");
        asker.say("Nothing of the old server is changed or deleted. This can be done:");
        steps.forEach(step -> asker.say("   " + step.title()));
        fields.put("steps", steps.stream().map(Step::title).toList());
        if (steps.isEmpty()) {
            asker.say("   nothing: " + target + " is there already");
        }
        if (steps.isEmpty() || options.has(Flag.DRY_RUN) || !agrees()) {
            return ExitStatus.OK;
        }
        boolean done =
                new Applier(users, random, new SpokenProgress(asker::say)).apply(steps, List::of);
        if (done) {
            asker.say(
                    "Next: "
                            + ProgramName.TEXT
                            + " -i "
                            + target
                            + ", which checks all of it and makes the folders");
        }
        return done ? ExitStatus.OK : ExitStatus.CANNOT_CREATE;
    }

    private List<Step> steps(Proposal proposal) {
        List<Step> steps = new ArrayList<>();
        if (!Files.exists(target)) {
            Ownership own = new Ownership("", "", "rw-------");
            steps.add(new Step.WriteFile(target, "", proposal.text(), own));
        }
        for (Copy copy : proposal.copies()) {
            if (!Files.exists(copy.to())) {
                steps.add(new Step.CopyFile(copy.from(), copy.to()));
            }
        }
        return steps;
    }

    private boolean agrees() {
        if (options.isSilent()) {
            return options.has(Flag.YES);
        }
        return asker.ask("Do it? (yes or no): ") instanceof Reply.Text(var text)
                && text.strip().equalsIgnoreCase("yes");
    }
}
