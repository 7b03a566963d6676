package dmail.it;

import dmail.suite.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A terminal on a machine of its own, at which a test types; its screen can be read. */
final class Screen implements AutoCloseable {
    private static final String TMUX = "tmux -L dmsetup-test -f /dev/null ";

    private final Process machine;
    private final Path folder;
    private final InputStream written;
    private final StringBuilder seen = new StringBuilder();

    private Screen(Process machine, Path folder, InputStream written) {
        this.machine = machine;
        this.folder = folder;
        this.written = written;
    }

    /**
     * Switches the machine on.
     *
     * @param folder an empty one for its files
     */
    static Screen open(Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("written");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("no pipe can be made");
        }
        Process machine =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--uts",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--mount-proc",
                                "sh",
                                Path.of("src/test/resources/wizard/machine.sh")
                                        .toAbsolutePath()
                                        .toString(),
                                folder.toString(),
                                Tree.built().root().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("machine.out").toFile())
                        .start();
        // On a thread of its own: a pipe that nobody reads any more would keep one of the few that
        // all futures share.
        var _ = machine.onExit().thenRunAsync(() -> end(pipe), Thread.ofPlatform().daemon()::start);
        command(machine, TMUX + "new-session -d -s s -x 80 -y 240 'read start; exec sh'");
        command(machine, TMUX + "pipe-pane -t s 'cat >" + pipe + "'");
        // The shell waits until what it writes is heard.
        Screen screen = new Screen(machine, folder, Files.newInputStream(pipe));
        screen.type("");
        return screen;
    }

    /** A machine that does not even start must not keep the reader of the pipe waiting. */
    private static void end(Path pipe) {
        try (OutputStream _ = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
            // Opened and closed: the reader is at its end.
        } catch (IOException gone) {
            // So is the folder, and the test with it.
            assert !Files.exists(pipe) : gone;
        }
    }

    private static void command(Process machine, String line) throws IOException {
        OutputStream in = machine.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Types a text and presses Enter. */
    void type(String text) throws IOException {
        command(machine, TMUX + "send-keys -t s -l -- '" + text + "'");
        command(machine, TMUX + "send-keys -t s Enter");
    }

    /** Waits until this is written, behind what was waited for before. */
    void await(String text) throws IOException {
        byte[] octets = new byte[4096];
        int at = plain().indexOf(text);
        while (at < 0) {
            int count = written.read(octets);
            if (count < 0) {
                throw new IOException("not seen: " + text + "\nbut: " + plain());
            }
            seen.append(new String(octets, 0, count, StandardCharsets.UTF_8));
            at = plain().indexOf(text);
        }
        String rest = plain().substring(at + text.length());
        seen.setLength(0);
        seen.append(rest);
    }

    /** Without what moves the cursor. */
    private String plain() {
        return seen.toString()
                .replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "")
                .replaceAll("\u001b[=>]", "")
                .replace("\r", "");
    }

    /** {@return what is on the screen} */
    String text() throws IOException, InterruptedException {
        Path file = folder.resolve("screen");
        command(machine, TMUX + "capture-pane -t s -p >" + file);
        command(machine, "exit");
        if (!machine.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("the machine is still on");
        }
        return Files.readString(file).strip() + "\n";
    }

    @Override
    public void close() throws IOException {
        machine.destroyForcibly();
        written.close();
    }
}
