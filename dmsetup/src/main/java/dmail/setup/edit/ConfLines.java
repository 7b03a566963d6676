package dmail.setup.edit;

import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.edit.ConfText;
import dmail.common.config.edit.LineEdit;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds and removes lines of a site's file; comments, order and all other lines stay. */
final class ConfLines {
    private final Site site;
    private final Editing editing;

    ConfLines(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
    }

    /** {@return the step that adds lines of a setting behind its others} */
    Step adding(String setting, List<String> values) throws IOException {
        try (Reader text = Files.newBufferedReader(site.file(), StandardCharsets.ISO_8859_1)) {
            LineEdit first = ConfText.adding(text, setting, values.getFirst());
            int number = first.added().keySet().iterator().next();
            Map<Integer, String> added = new TreeMap<>(first.added());
            for (int i = 1; i < values.size(); i++) {
                added.put(number + i, setting + " " + values.get(i));
            }
            return change(new LineEdit(added, Set.of()));
        }
    }

    /**
     * {@return the step that removes lines}
     *
     * @throws Refusal when one is in an included file, which is a person's to change
     */
    Step removing(Collection<? extends Located<?>> lines) throws Refusal {
        Set<Integer> numbers = new HashSet<>();
        for (Located<?> line : lines) {
            if (!line.location().file().equals(site.file().toString())) {
                throw Refusal.failed(
                        line.location() + " is in an included file; take it out there");
            }
            numbers.add(line.location().line());
        }
        return change(LineEdit.removing(numbers));
    }

    private Step change(LineEdit edit) {
        return new Step.ChangeLines(site.file(), edit, site.seen());
    }

    /**
     * Does the steps and tells the servers.
     *
     * @throws Refusal when a step fails, the servers would complain, or one that runs can't do it;
     *     then all is as it was
     */
    void apply(List<Step> steps) throws Refusal, InterruptedException {
        NewWarnings warnings = new NewWarnings(site.file());
        Reloads reloads = new Reloads();
        try {
            editing.apply(
                    steps,
                    () -> {
                        List<String> fresh = warnings.fresh();
                        return fresh.isEmpty() ? reloads.run() : fresh;
                    });
        } catch (Refusal refusal) {
            reloads.repeat();
            throw refusal;
        }
        reloads.said.forEach(editing::say);
    }

    /** The servers one after the other, until one refuses. */
    private final class Reloads {
        private final List<String> said = new ArrayList<>();
        private final List<Server> done = new ArrayList<>();

        /** {@return why a server refuses} */
        List<String> run() {
            for (Server server : Server.values()) {
                Servers.Reload reload = reload(server);
                if (reload.isRefused()) {
                    return List.of(reload.text());
                }
                said.add(reload.text());
                done.add(server);
            }
            return List.of();
        }

        /** Those that have read what is taken back read the file again. */
        void repeat() {
            done.forEach(this::reload);
        }

        private Servers.Reload reload(Server server) {
            return editing.context().servers().reload(server, site.workPath());
        }
    }
}
