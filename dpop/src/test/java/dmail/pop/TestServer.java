package dmail.pop;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole server on a free port, with users alice and acme_fred, both with one message. */
final class TestServer implements AutoCloseable {
    /** Of the word secret. */
    static final String HASH =
            "{SCRAM-SHA-256}4096,MDEyMzQ1Njc4OWFiY2RlZg==,bpSY5Ze9NUH+I35LC3gVq+DpBfK46iXBxvhAKqVu9pE=,VpYlBuxyzeCI1KnctrefdljpB1mk3Gp7sBI/t11+NkQ=";

    private static final String MAIL =
            "From bob@b.example Sat Nov 21 12:00:00 2026\nSubject: hello\n\n%s\n\n";

    private final Path folder;
    private final MemoryLog log = new MemoryLog();
    private final FakeClock clock = FakeClock.atNoon();
    private PopServer server;

    /** Starts it with these lines in dmail.conf besides the needed ones. */
    TestServer(Path folder, String more) throws IOException, CannotStart {
        this.folder = folder;
        for (String name : List.of("work", "in", "acme")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("work/nwauth.txt"), "alice:" + HASH + "\nacme_fred:" + HASH + "\n");
        Files.writeString(folder.resolve("in/alice"), MAIL.formatted("for alice"));
        Files.writeString(folder.resolve("acme/acme_fred"), MAIL.formatted("for fred"));
        this.server = PopServer.start(configuration(more), log, program(clock));
    }

    Configuration configuration(String more) throws IOException {
        return configuration(folder, more);
    }

    /** {@return what a dmail.conf in that folder says, with these lines besides the needed ones} */
    static Configuration configuration(Path folder, String more) throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                sysadmin alice@test.example
                drop_path in
                work_path work
                vdomain acme /acme acme.example acme
                listen here on 127.0.0.1:0
                listen here protocol pop
                """
                        + more);
        return ConfigReader.read(file, Server.DPOP).configuration();
    }

    PopServer server() {
        return server;
    }

    /** {@return the program in a zone where the day is UTC's} */
    static PopProgram program(InstantSource clock) {
        return new PopProgram(clock, ZoneOffset.UTC);
    }

    FakeClock clock() {
        return clock;
    }

    MemoryLog log() {
        return log;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Running.Reload reload(String more) throws IOException {
        return server.reload(configuration(more));
    }

    /** Ends it and starts it anew with these lines. */
    void restart(String more) throws IOException, CannotStart {
        server.stop();
        server = PopServer.start(configuration(more), log, program(clock));
    }

    InetSocketAddress address() {
        String ready = server.ready().toString();
        int port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void play(String script) throws IOException {
        DialogueScript.of("script", script).playOver(address());
    }

    Socket connect() throws IOException {
        return new Socket(address().getAddress(), address().getPort());
    }

    static BufferedReader send(Socket socket, String commands) throws IOException {
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** {@return the last of so many lines} */
    static String last(BufferedReader replies, int lines) throws IOException {
        String line = "";
        for (int i = 0; i < lines; i++) {
            line = String.valueOf(replies.readLine());
        }
        return line;
    }

    Map<String, Object> status() {
        return server.status().stream().collect(Collectors.toMap(i -> i.name(), i -> i.value()));
    }

    @Override
    public void close() {
        server.stop();
    }
}
