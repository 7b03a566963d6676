package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.io.BoundedLines;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The control socket of a running server. The kernel says which user is at the other end: root and
 * the server's own user are served, everyone else is refused. One request per connection. Each step
 * has a time and a size limit, except for the log's lines and long replies, which are sent for as
 * long as they are read.
 */
public final class AdminServer implements Closeable {
    /** Connections served at a time; others wait in the kernel's backlog. */
    static final int MOST_AT_ONCE = 16;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final ServerSocketChannel server;
    private final Path path;
    private final AdminRequestHandler handler;
    private final PeerRights rights;
    private final Duration timeout;
    private final Log log;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    private AdminServer(
            ServerSocketChannel server,
            Path path,
            AdminRequestHandler handler,
            Duration timeout,
            Log log)
            throws IOException {
        this.server = server;
        this.path = path;
        this.handler = handler;
        this.rights = PeerRights.likeOwnerOf(path);
        this.timeout = timeout;
        this.log = log;
    }

    /**
     * Binds the socket with mode 0600 and starts to serve. The caller holds the folder's lock, so a
     * socket that exists already is a leftover and is replaced.
     *
     * @throws IOException when it can't be bound, for instance because the path is too long
     */
    public static AdminServer open(Path socket, AdminRequestHandler handler, Log log)
            throws IOException {
        return open(socket, handler, TIMEOUT, log);
    }

    static AdminServer open(Path socket, AdminRequestHandler handler, Duration timeout, Log log)
            throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            AdminServer admin = new AdminServer(server, socket, handler, timeout, log);
            Thread.ofVirtual().name("admin").start(admin::acceptUntilClosed);
            return admin;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void acceptUntilClosed() {
        try {
            while (server.isOpen()) {
                permits.acquire();
                acceptOne();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptOne() throws InterruptedException {
        try {
            SocketChannel channel = server.accept();
            Thread.ofVirtual().name("admin request").start(() -> serveAndClose(channel));
        } catch (IOException e) {
            permits.release();
            if (server.isOpen()) {
                log.warning(LogLine.of("control accept failed").with("reason", e));
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void serveAndClose(SocketChannel channel) {
        try (channel) {
            serve(channel);
        } catch (IOException e) {
            log.info(LogLine.of("control connection lost").with("reason", e));
        } catch (OutOfMemoryError e) {
            log.error(LogLine.of("control command failed").with("reason", e));
        } finally {
            permits.release();
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (!rights.admit(channel)) {
            LogLine line = LogLine.of("control refused").with("user", PeerRights.nameOf(channel));
            log.warning(line);
            send(
                    channel,
                    Answering.refusal(
                            ExitStatus.NO_PERMISSION,
                            "not allowed: only root and the server's own user may ask"));
            return;
        }
        String line = receive(channel);
        Optional<LiveLog> live = LiveLog.asked(line, handler, log);
        Optional<LongAnswer> longAnswer = LongAnswer.asked(line, handler, log);
        if (live.isPresent()) {
            live.get().send(PeerRights.nameOf(channel), octets -> send(channel, octets));
        } else if (longAnswer.isPresent()) {
            longAnswer.get().send(octets -> send(channel, octets));
        } else {
            send(channel, new Answering(handler, log).to(line));
        }
    }

    private String receive(SocketChannel channel) throws IOException {
        try (Deadline _ = Deadline.on(channel, timeout)) {
            BufferedInputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            return new BoundedLines(in, RequestLine.LONGEST, StandardCharsets.UTF_8).expected();
        }
    }

    private void send(SocketChannel channel, ReplyFrame reply) throws IOException {
        send(channel, reply.octets());
    }

    private void send(SocketChannel channel, byte[] octets) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets);
        try (Deadline _ = Deadline.on(channel, timeout)) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /** Stops after a moment for replies that are being sent, and removes the socket. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        try {
            boolean _ = permits.tryAcquire(MOST_AT_ONCE, 1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
