package dmail.setup.trial;

import dmail.common.admin.AdminClient;
import dmail.common.admin.ControlSocket;
import dmail.common.config.Server;
import dmail.setup.sandbox.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the installed programs: through systemd where it knows them, else as they are. */
public final class Launch implements Programs {
    private static final long PAUSE_MILLIS = 200;
    private static final int LAST_LINES = 5;
    private static final int LONGEST_ERROR_TEXT = 500;

    /** The shell's background job, in a session of its own, so that it outlives the terminal. */
    private static final String DETACHED = "umask 077; setsid \"$@\" </dev/null >>\"$0\" 2>&1 &";

    private final Installation installation;
    private final Path root;

    /**
     * @param root the folder above all others
     */
    public Launch(Installation installation, Path root) {
        this.installation = installation;
        this.root = root;
    }

    @Override
    public boolean answers(Server server, Site site) {
        try {
            Path socket = ControlSocket.of(server, site.workPath());
            return new AdminClient(socket).text(List.of("version")).status() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void start(Server server, Site site) throws IOException, InterruptedException {
        boolean managed =
                isManaged(server) && site.configuration().equals(root.resolve("etc/dmail.conf"));
        if (managed) {
            run(List.of("systemctl", "daemon-reload"));
        }
        run(managed ? managed(server) : detached(server, site));
    }

    private boolean isManaged(Server server) {
        return Files.isDirectory(root.resolve("run/systemd/system"))
                && (hasUnit("etc", server) || hasUnit("usr/lib", server) || hasUnit("lib", server));
    }

    private boolean hasUnit(String path, Server server) {
        return Files.exists(root.resolve(path).resolve("systemd/system/" + server + ".service"));
    }

    private static List<String> managed(Server server) {
        return List.of("systemctl", "enable", "--now", server + ".service");
    }

    private List<String> detached(Server server, Site site) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", DETACHED, site.output().toString()));
        command.addAll(
                List.of(
                        installation.program(server.toString()).toString(),
                        "-i",
                        site.configuration().toString()));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readNBytes(LONGEST_ERROR_TEXT);
        if (process.waitFor() != 0) {
            String text = new String(output, StandardCharsets.UTF_8).strip();
            throw new IOException(
                    command.getFirst() + " fails: " + text.replaceAll("\\p{Cntrl}", " "));
        }
    }

    @Override
    public List<String> lastWords(Site site) {
        try {
            List<String> lines = Files.readAllLines(site.output());
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }

    @Override
    public void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }
}
