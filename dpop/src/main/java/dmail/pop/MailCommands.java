package dmail.pop;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.DropTree;
import dmail.common.login.Lookup;
import dmail.common.login.MailStoreLocator;
import dmail.common.login.Mailbox;
import dmail.common.login.Rehash;
import dmail.pop.maildrop.CheckResult;
import dmail.pop.maildrop.CheckResult.Condition;
import dmail.pop.session.PopLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The control commands about stored mail. Those about all mail may outlast their reply. */
final class MailCommands {
    /** The reply comes at this time; the rest goes on and is logged. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Beyond this, files in order aren't listed. */
    private static final int MOST_SHOWN = 1000;

    /** The address of no virtual domain. */
    private static final InetAddress NO_ADDRESS = InetAddress.ofLiteral("0.0.0.0");

    private final DpopSettings settings;
    private final Log log;

    MailCommands(DpopSettings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * Checks the mail of one user or of all, and repairs indexes.
     *
     * @param whose a login name, or {@code all}
     */
    AdminReply check(String whose) {
        if (whose.equals("all")) {
            return withTimeout("check", this::checkAll);
        }
        return switch (settings.accounts().known(whose, NO_ADDRESS)) {
            case Lookup.Found(Mailbox mailbox) -> check(mailbox);
            case Lookup.Rejected(String why) -> AdminReply.refused(ExitStatus.NO_USER, why);
            case Lookup.NotLocal() -> AdminReply.refused(ExitStatus.NO_USER, "not a local domain");
            case Lookup.Unavailable(String why) -> AdminReply.refused(ExitStatus.TEMPORARY, why);
        };
    }

    private AdminReply check(Mailbox mailbox) {
        Optional<String> why = settings.accounts().moveToPlace(mailbox);
        return why.isPresent()
                ? AdminReply.refused(ExitStatus.TEMPORARY, why.get())
                : withTimeout(
                        "check", () -> report(new Report(settings.maildrops().check(mailbox))));
    }

    /** The result of a check: the files that aren't in order, and the totals. */
    private static final class Report {
        private final List<CheckResult> shown = new ArrayList<>();
        private int files;
        private boolean damaged;
        private boolean unchecked;

        Report() {}

        Report(List<CheckResult> findings) {
            findings.forEach(finding -> {
                add(finding);
                if (finding.condition() == Condition.IN_ORDER) {
                    shown.add(finding);
                }
            });
        }

        void add(CheckResult finding) {
            files++;
            damaged |= finding.condition() == Condition.DAMAGED;
            unchecked |= finding.condition() == Condition.NOT_CHECKED;
            if (finding.condition() != Condition.IN_ORDER && shown.size() < MOST_SHOWN) {
                shown.add(finding);
            }
        }

        ExitStatus status() {
            if (damaged) {
                return ExitStatus.DATA_ERROR;
            }
            return unchecked ? ExitStatus.TEMPORARY : ExitStatus.OK;
        }
    }

    private AdminReply checkAll() {
        Report report = new Report();
        for (Path root : settings.mailStoreLocator().roots()) {
            walk(
                    root,
                    store -> {
                        if (MailStoreLocator.isStore(store)) {
                            note(report, settings.maildrops().checkStore(store));
                        }
                    });
        }
        for (Path folder : settings.accounts().dropFolders()) {
            walk(
                    folder,
                    drop -> {
                        if (isDrop(drop)) {
                            note(report, settings.maildrops().checkDrop(drop, Owner.SERVER));
                        }
                    });
        }
        return report(report);
    }

    private void note(Report report, CheckResult finding) {
        report.add(finding);
        if (finding.condition() != Condition.IN_ORDER) {
            log.warning(
                    LogLine.of("mail checked")
                            .with("file", finding.file())
                            .with("found", finding.text()));
        }
    }

    private static boolean isDrop(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !name.startsWith(".")
                && !name.endsWith(".lock")
                && !name.endsWith(".fwd");
    }

    private void walk(Path folder, DropTree.Visit visit) {
        try {
            DropTree.walk(folder, visit);
        } catch (IOException e) {
            log.error(
                    LogLine.of("cannot read mail folder")
                            .with("folder", folder)
                            .with("reason", PopLog.reason(e)));
        }
    }

    private static AdminReply report(Report report) {
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> findings = new ArrayList<>();
        for (CheckResult finding : report.shown) {
            text.append(finding.file()).append(": ").append(finding.text()).append('\n');
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", finding.file());
            fields.put("verdict", finding.condition().name().toLowerCase(Locale.ROOT));
            fields.put("text", finding.text());
            findings.add(fields);
        }
        text.append(report.files == 1 ? "1 file checked" : report.files + " files checked");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", report.files);
        json.put("findings", findings);
        return new AdminReply(report.status(), text + "\n", Json.of(json));
    }

    /** Moves drop files and stores to where the settings want them. */
    AdminReply rehash() {
        return withTimeout("rehash", this::moveAll);
    }

    private AdminReply moveAll() {
        Rehash.Outcome drops = settings.accounts().rehash();
        List<String> problems = new ArrayList<>(drops.problems());
        int[] stores = {0};
        for (Path root : settings.mailStoreLocator().roots()) {
            walk(
                    root,
                    store -> {
                        if (move(store, problems)) {
                            stores[0]++;
                        }
                    });
        }
        return moved(drops.moved(), stores[0], problems);
    }

    private boolean move(Path store, List<String> problems) {
        Optional<Path> newLocation = settings.mailStoreLocator().newLocation(store);
        if (newLocation.isEmpty()) {
            return false;
        }
        try {
            if (settings.maildrops().moveStore(store, newLocation.get())) {
                return true;
            }
            add(problems, store + ": in use, or something is in its place");
        } catch (IOException e) {
            add(problems, store + ": " + PopLog.reason(e));
        }
        return false;
    }

    private static void add(List<String> problems, String problem) {
        if (problems.size() < MOST_SHOWN) {
            problems.add(problem);
        }
    }

    private static AdminReply moved(int drops, int stores, List<String> problems) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem).append('\n'));
        text.append("%d drop files and %d stores moved\n".formatted(drops, stores));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("drop_files", drops);
        json.put("stores", stores);
        json.put("problems", problems);
        ExitStatus status = problems.isEmpty() ? ExitStatus.OK : ExitStatus.TEMPORARY;
        return new AdminReply(status, text.toString(), Json.of(json));
    }

    private AdminReply withTimeout(String command, Supplier<AdminReply> work) {
        CompletableFuture<AdminReply> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(command).start(() -> complete(command, answer, work));
        try {
            return answer.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return AdminReply.done(command + " goes on; the log tells when it is done");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return AdminReply.refused(ExitStatus.TEMPORARY, command + " goes on");
        } catch (ExecutionException _) {
            return AdminReply.refused(
                    ExitStatus.SOFTWARE, command + " ended early by a fault; the log says which");
        }
    }

    private void complete(
            String command, CompletableFuture<AdminReply> answer, Supplier<AdminReply> work) {
        try {
            AdminReply reply = work.get();
            String[] lines = reply.text().split("\n", -1);
            log.info(
                    LogLine.of("command done")
                            .with("command", command)
                            .with("result", lines[lines.length - 2]));
            answer.complete(reply);
        } finally {
            answer.completeExceptionally(new IllegalStateException("it ended early"));
        }
    }
}
