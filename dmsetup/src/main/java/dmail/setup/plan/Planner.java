package dmail.setup.plan;

import dmail.common.config.edit.Ownership;
import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import dmail.setup.called.ProgramName;
import dmail.setup.found.Existing;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From answers to steps. */
public final class Planner {
    private static final String USERS_FILE_BEGINNING =
            "# Users of the mail servers: name:hash:label=\"value\". nwauth(1) and "
                    + ProgramName.TEXT
                    + "(8) change this file.\n";

    private final Draft draft;
    private final Present present;
    private final FileSystem files;
    private final String runAs;
    private final List<Step> steps = new ArrayList<>();

    private Planner(Draft draft, Present present) {
        this.draft = draft;
        this.present = present;
        this.files = draft.facts().existing().file().getFileSystem();
        this.runAs = draft.host().isRoot() ? draft.runAs() : "";
    }

    /** {@return what has to be done so that all is as the answers say} */
    public static Plan plan(Draft draft, Present present) {
        return new Planner(draft, present).plan();
    }

    private Plan plan() {
        addSystemUser();
        addFolders();
        ConfPlan conf = new ConfPlan(draft);
        addConfiguration(conf.text());
        addUser();
        addManagerPassword();
        steps.addAll(new UnitPlan(draft, present, runAs).steps());
        return new Plan(steps, conf.obstacles());
    }

    private void addSystemUser() {
        boolean needed = !runAs.isEmpty() && !runAs.equals("root") && !present.hasUser(runAs);
        if (needed) {
            steps.add(new Step.MakeUser(runAs, folder(Key.WORK_PATH)));
        }
    }

    private void addFolders() {
        boolean systemMail = runAs.equals("root");
        addFolder(folder(Key.DROP_PATH), systemMail ? "rwxr-xr-x" : "rwx------");
        // Others may go through, to the folder where sendmail(8) hands their mail in.
        addFolder(folder(Key.WORK_PATH), "rwx--x--x");
        if (!draft.value(Key.LOG_PATH).equals("none")) {
            addFolder(folder(Key.LOG_PATH), "rwxr-x---");
        }
    }

    private Path folder(Key key) {
        return files.getPath(draft.value(key));
    }

    private void addFolder(Path folder, String mode) {
        if (present.hasFolder(folder) || isPlanned(folder)) {
            return;
        }
        addAbove(folder);
        steps.add(new Step.MakeFolder(folder, new Ownership(runAs, runAs, mode)));
    }

    private void addAbove(Path folder) {
        Path above = folder.getParent();
        if (above == null || present.hasFolder(above) || isPlanned(above)) {
            return;
        }
        addAbove(above);
        steps.add(new Step.MakeFolder(above, new Ownership("", "", "rwxr-xr-x")));
    }

    private boolean isPlanned(Path folder) {
        return steps.stream()
                .anyMatch(step ->
                        step instanceof Step.MakeFolder(Path planned, _) && planned.equals(folder));
    }

    private void addConfiguration(String text) {
        Existing existing = draft.facts().existing();
        if (!text.equals(existing.text())) {
            addAbove(existing.file());
            steps.add(
                    new Step.WriteFile(existing.file(), existing.text(), text, ownershipOfConf()));
        }
    }

    /** Whoever sends mail with sendmail(8) reads it; what is secret is in other files. */
    private Ownership ownershipOfConf() {
        return runAs.isEmpty()
                ? new Ownership("", "", "rw-------")
                : new Ownership("root", "root", "rw-r--r--");
    }

    private void addUser() {
        String password = draft.value(Key.PASSWORD);
        if (!draft.hasOwnUsers() || password.isEmpty()) {
            return;
        }
        Path usersFile = Wanted.usersFile(draft);
        if (!present.hasFile(usersFile)) {
            steps.add(
                    new Step.WriteFile(
                            usersFile,
                            "",
                            USERS_FILE_BEGINNING,
                            new Ownership(runAs, runAs, "rw-------")));
        }
        steps.add(new Step.SetUser(usersFile, draft.value(Key.USER), password));
    }

    private void addManagerPassword() {
        String password = draft.value(Key.MANAGER_PASSWORD);
        if (!password.isEmpty()) {
            steps.add(new Step.SetManagerPassword(folder(Key.WORK_PATH), password));
        }
    }
}
