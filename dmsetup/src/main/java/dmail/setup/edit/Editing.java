package dmail.setup.edit;

import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.cli.SetupOptions.Flag;
import dmail.common.io.Reason;
import dmail.setup.apply.Applier;
import dmail.setup.apply.Progress;
import dmail.setup.apply.SystemUsers;
import dmail.setup.ask.Asker;
import dmail.setup.dns.Dns;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import dmail.setup.found.OwnAddresses;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One command that changes a site, with what it says. */
public final class Editing {
    private static final Set<String> COMMANDS =
            Set.of("user", "vdomain", "listen", "binding", "group");

    private static final Set<String> WITH_ASSIGNMENTS = Set.of("vdomain", "listen");

    private final SetupOptions.Run options;
    private final Context context;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** What there is outside of it. */
    public record Context(
            Host host,
            Dns dns,
            SystemUsers users,
            Servers servers,
            OwnAddresses own,
            Asker asker,
            RandomGenerator random) {}

    private Editing(SetupOptions.Run options, Context context) {
        this.options = options;
        this.context = context;
    }

    /** What came of it: an exit status, and a report for programs. */
    public record Outcome(ExitStatus status, Map<String, Object> report) {
        /** Writes the report; whatever it lists, such as a million users, is read while it does. */
        public void writeJson(Appendable out) throws IOException {
            Json.write(report, out);
        }
    }

    /** {@return whether that is a command of this package} */
    public static boolean isOne(List<String> words) {
        return !words.isEmpty() && COMMANDS.contains(words.getFirst());
    }

    /** Carries out the command that the words say. */
    public static Outcome run(SetupOptions.Run options, Path file, Context context)
            throws InterruptedException {
        Editing editing = new Editing(options, context);
        ExitStatus status;
        try {
            editing.carryOut(file);
            status = ExitStatus.OK;
        } catch (Refusal refusal) {
            editing.say(String.valueOf(refusal.getMessage()));
            status = refusal.status();
        } catch (IOException e) {
            editing.say(Reason.of(e));
            status = ExitStatus.IO_ERROR;
        }
        return new Outcome(status, editing.report(status));
    }

    private void carryOut(Path file) throws Refusal, IOException, InterruptedException {
        List<String> rest = options.words().subList(1, options.words().size());
        refuseAssignments(rest);
        Site site = Site.open(file);
        switch (options.words().getFirst()) {
            case "user" -> new UserCommands(site, this).run(rest);
            case "vdomain" -> new VdomainCommands(site, this).run(rest);
            case "listen" -> new ListenCommands(site, this).run(rest);
            case "binding" -> new BindingCommands(site, this).run(rest);
            default -> new GroupCommands(site, this).run(rest);
        }
    }

    /** One that would do nothing is a misunderstanding. */
    private void refuseAssignments(List<String> rest) throws Refusal {
        boolean mayBe =
                WITH_ASSIGNMENTS.contains(options.words().getFirst())
                        && !rest.isEmpty()
                        && rest.getFirst().equals("add");
        if (!mayBe && !options.assignments().isEmpty()) {
            throw Refusal.usage(
                    "--set "
                            + options.assignments().getFirst()
                            + ": only vdomain add and listen add take that option");
        }
    }

    SetupOptions.Run options() {
        return options;
    }

    Context context() {
        return context;
    }

    void say(String line) {
        if (isForPrograms()) {
            lines.add(line);
        }
        context.asker().say(line);
    }

    /** {@return whether a report is wanted, which holds all that was said} */
    boolean isForPrograms() {
        return options.has(Flag.JSON);
    }

    /** For programs. */
    void field(String name, Object value) {
        fields.put(name, value);
    }

    /**
     * Makes sure that an address is this machine's.
     *
     * @throws Refusal when it isn't
     */
    void refuseForeign(InetAddress address) throws Refusal {
        if (!context.own().has(address)) {
            throw Refusal.wrong(
                    "this machine has no address "
                            + HostAddress.text(address)
                            + "; it has "
                            + context.host().addressList());
        }
    }

    /** Does the steps, or shows them in a dry run. */
    void apply(List<Step> steps, Supplier<List<String>> problems)
            throws Refusal, InterruptedException {
        if (options.has(Flag.DRY_RUN)) {
            steps.forEach(step -> say("would " + step.title()));
            return;
        }
        Telling progress = new Telling(this);
        boolean done =
                new Applier(context.users(), context.random(), progress).apply(steps, problems);
        if (!done) {
            throw Refusal.failed("nothing has changed, but for what could not be undone");
        }
    }

    boolean isRehearsal() {
        return options.has(Flag.DRY_RUN);
    }

    private Map<String, Object> report(ExitStatus status) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", status.code());
        all.putAll(fields);
        all.put("said", lines);
        return all;
    }

    /** Says what was done. */
    private record Telling(Editing editing) implements Progress {
        @Override
        public void done(Step step) {
            editing.say("done: " + step.title());
        }

        @Override
        public void failed(Step step, String why) {
            editing.say("failed: " + step.title() + ": " + why);
        }

        @Override
        public void undone(Step step) {
            editing.say("undone: " + step.title());
        }

        @Override
        public void stays(Step step, String why) {
            editing.say("could not be undone: " + step.title() + ": " + why);
        }

        @Override
        public void unfit(String problem) {
            editing.say("the servers would complain: " + problem);
        }
    }
}
