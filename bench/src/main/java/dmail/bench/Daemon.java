package dmail.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A peer that runs in the foreground until it is told to end. */
final class Daemon {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Process process;
    private final Consumer<Process> end;

    private Daemon(List<String> command, Path log, Consumer<Process> end) throws IOException {
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        this.end = end;
    }

    /** Starts it, writing what it says to that file. */
    static Daemon start(List<String> command, Path log) throws IOException {
        return new Daemon(command, log, Process::destroy);
    }

    /** Starts what can only be killed: the first of a process name space, all of which goes. */
    static Daemon startToKill(List<String> command, Path log) throws IOException {
        return new Daemon(command, log, Process::destroyForcibly);
    }

    /** {@return a port that was free a moment ago; peers can't be asked for any free one} */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, loopback())) {
            return probe.getLocalPort();
        }
    }

    /** Waits until it takes connections on that port. */
    Running serving(int port, Path mail, Backlog backlog) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(loopback(), port);
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!accepts(address)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                stop();
                throw new IOException("Nothing listens on " + address);
            }
            Thread.sleep(PAUSE);
        }
        return new Running(address, mail, process.pid(), backlog, this::stop);
    }

    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        end.accept(process);
        try {
            process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
