package dmail.smtp.submission;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.memory.SessionMemory;
import dmail.common.net.ListenerLog;
import dmail.common.net.SessionLimits;
import dmail.smtp.policy.Refusals;
import dmail.smtp.protocol.Reply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;

/** The submission socket for programs of this host; the kernel says which user connects. */
public final class SubmissionSocket implements AutoCloseable {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final ServerSocketChannel socket;
    private final Path path;
    private final LocalSessions sessions;
    private final Log log;
    private final ListenerLog listeners;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private SubmissionSocket(
            ServerSocketChannel socket, Path path, LocalSessions sessions, Log log) {
        this.socket = socket;
        this.path = path;
        this.sessions = sessions;
        this.log = log;
        this.listeners = new ListenerLog(log);
    }

    /**
     * Opens the socket for all users. The caller holds the lock of the work folder, so an existing
     * socket file is unused.
     *
     * @throws IOException when it can't be bound, for instance because its path is too long
     */
    public static SubmissionSocket open(SubmitFolder folder, LocalSessions sessions, Log log)
            throws IOException {
        Path socket = folder.socket();
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        SubmissionSocket opened = new SubmissionSocket(channel, socket, sessions, log);
        Thread.ofVirtual().name("submission").start(opened::acceptUntilClosed);
        return opened;
    }

    private void acceptUntilClosed() {
        while (socket.isOpen()) {
            try {
                SocketChannel channel = socket.accept();
                open.add(channel);
                Thread.ofVirtual().name("submission").start(() -> admit(channel));
            } catch (IOException | OutOfMemoryError e) {
                if (socket.isOpen()) {
                    listeners.acceptFailed(path, e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(SocketChannel channel) {
        try (channel) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            switch (sessions.enter(user, new ChannelLine(channel))) {
                case SessionLimits.Entry.Entered(SessionMemory session) ->
                        serve(user, session, channel, out);
                case SessionLimits.Entry.Full() -> say(Refusals.FULL, out);
                case SessionLimits.Entry.Refused() -> say(Refusals.TOO_MANY_SESSIONS, out);
            }
        } catch (IOException e) {
            log.info(LogLine.of("submission connection lost").with("reason", e));
        } catch (OutOfMemoryError e) {
            log.error(LogLine.of("submission failed").with("reason", e));
        } finally {
            open.remove(channel);
        }
    }

    private static void say(Reply refusal, OutputStream out) throws IOException {
        out.write(refusal.wire().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void serve(String user, SessionMemory memory, SocketChannel channel, OutputStream out)
            throws IOException {
        InputStream in = new YieldingInput(Channels.newInputStream(channel), memory);
        try (ChannelTimer timer = ChannelTimer.on(channel, sessions.readTimeout())) {
            sessions.serve(user, memory, in, out, timer::allow);
        } finally {
            sessions.leave(memory);
        }
    }

    /** Accepts no more connections; sessions see the end of their input, and may finish. */
    public void stopAccepting() throws IOException {
        socket.close();
        Files.deleteIfExists(path);
        for (SocketChannel channel : open) {
            endInput(channel);
        }
    }

    private static void endInput(SocketChannel channel) throws IOException {
        try {
            channel.shutdownInput();
        } catch (ClosedChannelException _) {
            // This session has just ended; the others must still be ended.
            return;
        }
    }

    /** Closes all sessions. */
    @Override
    public void close() throws IOException {
        stopAccepting();
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
