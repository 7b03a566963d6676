package dmail.it;

import dmail.suite.Ran;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of a machine of its own (a namespace of Linux): each port is free there, and addresses
 * come and go as a test wants. At first it has loopback only.
 */
final class OwnNetwork implements AutoCloseable {
    /** It ends with the pipe that it reads, and so with this process at the latest. */
    private static final String MACHINE = "ip link set lo up && echo up && exec cat";

    private static final String CLIENT =
            "exec 3<>\"/dev/tcp/$0/$1\" || exit 1; read -r -t 10 -u 3 line; echo \"$line\"";

    private final Process machine;

    private OwnNetwork(Process machine) {
        this.machine = machine;
    }

    /** Makes one; a test is skipped where that is not allowed. */
    static OwnNetwork open() throws IOException {
        Needs.programs("unshare", "nsenter", "ip", "bash");
        return up(new ProcessBuilder("unshare", "--user", "--map-root-user", "--net", "sh"));
    }

    /** Makes another machine, which a cable can join to this one. */
    OwnNetwork neighbour() throws IOException {
        return up(within(new ProcessBuilder("unshare", "--net", "sh")));
    }

    private static OwnNetwork up(ProcessBuilder shell) throws IOException {
        Process machine = shell.redirectErrorStream(true).start();
        machine.outputWriter().append(MACHINE).append('\n').flush();
        String word = machine.inputReader().readLine();
        if (!"up".equals(word)) {
            machine.destroyForcibly();
            Needs.that(false, "no networks of one's own here: " + word);
        }
        return new OwnNetwork(machine);
    }

    /** {@return that program, to run in this network} */
    ProcessBuilder within(ProcessBuilder program) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(machine.pid()),
                                "--user",
                                "--net",
                                "--preserve-credentials"));
        command.addAll(program.command());
        return program.command(command);
    }

    /** Runs a program here; {@return what came of it}. */
    Ran run(String... command) throws IOException, InterruptedException {
        return Ran.of(within(new ProcessBuilder(command)), "");
    }

    /** Gives the machine an address, as a network that comes up late does. */
    void gain(String address) throws IOException, InterruptedException {
        Ran _ = run("ip", "address", "add", address, "dev", "lo").succeeded();
    }

    /** Takes an address away. */
    void lose(String address) throws IOException, InterruptedException {
        Ran _ = run("ip", "address", "delete", address, "dev", "lo").succeeded();
    }

    /** Joins a neighbour by a cable, each with an address at its end. */
    void connect(String own, OwnNetwork other, String others)
            throws IOException, InterruptedException {
        String there = Long.toString(other.machine.pid());
        Ran _ = run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far").succeeded();
        Ran _ = run("ip", "link", "set", "far", "netns", there).succeeded();
        plug("near", own);
        other.plug("far", others);
    }

    /**
     * Makes another machine that answers at an address, and knows the way back. Nothing listens
     * there.
     *
     * @param own the address of this end of the cable
     */
    OwnNetwork reach(String address, String own) throws IOException, InterruptedException {
        OwnNetwork other = neighbour();
        connect(own + "/24", other, address + "/24");
        Ran _ = other.run("ip", "route", "add", "default", "dev", "far").succeeded();
        return other;
    }

    private void plug(String end, String address) throws IOException, InterruptedException {
        Ran _ = run("ip", "address", "add", address, "dev", end).succeeded();
        Ran _ = run("ip", "link", "set", end, "up").succeeded();
    }

    /** {@return what a server there says first, or why a client here can't connect} */
    String greeting(String address, int port) throws IOException, InterruptedException {
        Ran ran = run("bash", "-c", CLIENT, address, Integer.toString(port));
        return ran.status() == 0 ? ran.output().strip() : ran.complaints().strip();
    }

    @Override
    public void close() {
        machine.destroyForcibly();
    }
}
