package dmail.setup.plan;

import dmail.common.config.Server;
import dmail.common.config.edit.Ownership;
import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import dmail.setup.called.ProgramName;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What systemd's units of the servers have to know of a site that they are not made for. */
final class UnitPlan {
    private static final String USER = "dmail";

    /** Where the units let the servers write. */
    private static final List<String> OPEN =
            List.of("/var/lib/dmail", "/var/spool/dmail", "/var/mail", "/var/log/dmail");

    /** A server that delivers for the system's users acts for each of them. */
    private static final String OF_ROOT =
            """
            CapabilityBoundingSet=
            CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER
            CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_KILL
            SystemCallFilter=
            NoNewPrivileges=no
            RestrictSUIDSGID=no
            ProtectHome=no
            """;

    private final Draft draft;
    private final Present present;
    private final FileSystem files;
    private final String runAs;

    /**
     * @param runAs whom the servers run as; empty for the one who runs dmsetup
     */
    UnitPlan(Draft draft, Present present, String runAs) {
        this.draft = draft;
        this.present = present;
        this.files = draft.facts().existing().file().getFileSystem();
        this.runAs = runAs;
    }

    /** {@return the files that have to be written for them; none where there are no units} */
    List<Step> steps() {
        Path conf = draft.facts().existing().file();
        String text = text();
        if (runAs.isEmpty() || !conf.toString().equals("/etc/dmail.conf") || text.isEmpty()) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (Server server : Server.values()) {
            if (hasUnit(server)) {
                addStep(server, text, steps);
            }
        }
        return steps;
    }

    private boolean hasUnit(Server server) {
        String unit = "systemd/system/" + server + ".service";
        return present.hasFile(files.getPath("/lib", unit))
                || present.hasFile(files.getPath("/usr/lib", unit));
    }

    private void addStep(Server server, String text, List<Step> steps) {
        Path folder = files.getPath("/etc/systemd/system/" + server + ".service.d");
        Path file = folder.resolve("dmsetup.conf");
        String before = present.hasFile(file) ? read(file) : "";
        if (!before.equals(text)) {
            if (!present.hasFolder(folder)) {
                steps.add(new Step.MakeFolder(folder, new Ownership("", "", "rwxr-xr-x")));
            }
            steps.add(
                    new Step.WriteFile(
                            file, before, text, new Ownership("root", "root", "rw-r--r--")));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** {@return what differs; nothing where the units fit} */
    private String text() {
        StringBuilder text = new StringBuilder();
        if (!runAs.equals(USER)) {
            text.append("User=").append(runAs).append('\n');
            text.append("Group=").append(runAs).append('\n');
        }
        if (runAs.equals("root")) {
            text.append(OF_ROOT);
        }
        closed().forEach(folder -> text.append("ReadWritePaths=\"").append(folder).append("\"\n"));
        String head =
                "# "
                        + ProgramName.TEXT
                        + "(8) has written this, for what /etc/dmail.conf says.\n[Service]\n";
        return text.isEmpty() ? "" : head + text;
    }

    private List<Path> closed() {
        List<Path> closed = new ArrayList<>();
        for (Key key : List.of(Key.DROP_PATH, Key.WORK_PATH, Key.LOG_PATH)) {
            Path folder = files.getPath(draft.value(key));
            boolean open =
                    OPEN.stream().map(name -> files.getPath(name)).anyMatch(folder::startsWith);
            if (folder.isAbsolute() && !open) {
                closed.add(folder);
            }
        }
        return closed;
    }
}
