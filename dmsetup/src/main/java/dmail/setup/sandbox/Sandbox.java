package dmail.setup.sandbox;

import dmail.common.cli.ExitStatus;
import dmail.common.io.Reason;
import dmail.common.server.Environment;
import dmail.common.server.Signals;
import dmail.setup.called.ProgramName;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Both servers on a folder of their own, for trying things out, until somebody stops them. */
public final class Sandbox {
    private final Installation installation;
    private final SandboxFiles files;
    private final Environment environment;
    private final List<ServerProcess> servers = new ArrayList<>();

    /** Why the sandbox comes to its end; empty when somebody wants it to. */
    private final BlockingQueue<Optional<String>> ends = new LinkedBlockingQueue<>();

    public Sandbox(Installation installation, Path folder, Environment environment) {
        this.installation = installation;
        this.files = new SandboxFiles(folder);
        this.environment = environment;
    }

    /** Runs until SIGINT or SIGTERM arrives, or one of the servers ends. */
    public ExitStatus run() throws InterruptedException {
        Signals.onArrival("INT", () -> ends.add(Optional.empty()));
        Signals.onArrival("TERM", () -> ends.add(Optional.empty()));
        Optional<String> problem;
        try {
            start();
            problem = ends.take();
        } catch (IOException e) {
            problem = Optional.of(Reason.of(e));
        }
        for (ServerProcess server : servers) {
            server.stop();
        }
        problem.ifPresent(
                why -> environment.err().println(ProgramName.TEXT + ": the sandbox ends: " + why));
        return problem.isPresent() ? ExitStatus.SOFTWARE : ExitStatus.OK;
    }

    private void start() throws IOException, InterruptedException {
        SandboxPorts ports = FreePorts.find();
        files.write(ports);
        if (!Files.exists(files.users())) {
            makeUsers();
        }
        startServer("dsmtp");
        startServer("dpop");
        boolean up = true;
        for (ServerProcess server : servers) {
            up &= server.awaitReady();
        }
        if (up) {
            environment.out().print(Instructions.text(installation, files, ports));
            environment.out().flush();
        }
    }

    private void startServer(String name) throws IOException {
        ServerProcess server =
                ServerProcess.start(
                        installation.program(name), files.configuration(), environment.err());
        servers.add(server);
        var _ = server.onExit().thenRun(() -> ends.add(Optional.of(server.end())));
    }

    /** One user in each domain, made with the tool that an administrator would use. */
    private void makeUsers() throws IOException, InterruptedException {
        Process nwauth =
                new ProcessBuilder(
                                installation.program("nwauth").toString(),
                                "-path",
                                files.folder().toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        give(nwauth, "set ann sandbox\nset first_ann sandbox\nset second_ann sandbox\nexit\n");
        if (nwauth.waitFor() != 0 || !Files.exists(files.users())) {
            throw new IOException("nwauth has not made " + files.users());
        }
    }

    private static void give(Process process, String commands) {
        try (Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
            input.write(commands);
        } catch (IOException _) {
            // It has ended before it read all of this; its exit status tells.
        }
    }
}
