package dmail.common.dropfile;

import com.sun.jna.Native;
import dmail.common.io.Owner;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another program that locks a drop file until its input ends: {@code fcntl} as a Unix mail program
 * does, or {@code dmail} as our servers do.
 */
final class LockingProgram implements AutoCloseable {
    private final Process process;

    private LockingProgram(Process process) {
        this.process = process;
    }

    /** Starts it, with a umask, and returns when it holds the lock. */
    static LockingProgram start(String umask, String how, Path dropFile)
            throws IOException, URISyntaxException {
        Path classes = place(DropLocks.class);
        String path =
                Stream.of("", "../test-classes", "../test")
                                .map(name -> classes.resolve(name).normalize().toString())
                                .collect(Collectors.joining(":"))
                        + ":"
                        + place(Native.class);
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "umask \"$1\"; shift; exec \"$@\"",
                                "sh",
                                umask,
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xshare:auto",
                                "-cp",
                                path,
                                LockingProgram.class.getName(),
                                how,
                                dropFile.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        LockingProgram program = new LockingProgram(process);
        String answer =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
        if (!"locked".equals(answer)) {
            throw new AssertionError("the other program says " + answer);
        }
        return program;
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    public static void main(String[] args) throws IOException {
        Path dropFile = Path.of(args[1]);
        if ("fcntl".equals(args[0])) {
            try (FileChannel channel = FileChannel.open(dropFile, StandardOpenOption.WRITE)) {
                channel.lock();
                sayAndWait();
            }
        } else {
            DropLocks locks =
                    new DropLocks(
                            () -> new LockSettings(true, "here"),
                            new MemoryLog(),
                            InstantSource.system());
            LockAttempt attempt = locks.acquire(dropFile, Owner.SERVER, Duration.ZERO);
            try (DropLock _ = ((LockAttempt.Acquired) attempt).lock()) {
                sayAndWait();
            }
        }
    }

    private static void sayAndWait() throws IOException {
        System.out.println("locked");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
