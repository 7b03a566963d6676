package dmail.common.admin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Asks a server over its control socket. */
public final class AdminClient {
    /** Longer than the longest time a server may take over a look-up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final UnixDomainSocketAddress server;

    /** Asks the server that listens here. */
    public AdminClient(Path socket) {
        server = UnixDomainSocketAddress.of(socket);
    }

    /**
     * What came back.
     *
     * @param status the exit status that the server asks for
     * @param body the reply, in the form that was wanted
     */
    public record Answer(int status, String body) {}

    /** Asks for a reply meant for people. */
    public Answer text(List<String> words) throws IOException {
        return ask(new RequestLine(RequestLine.Form.TEXT, words));
    }

    /**
     * Asks for a reply meant for programs.
     *
     * @throws ConnectException when no server listens
     */
    public Answer json(List<String> words) throws IOException {
        return ask(new RequestLine(RequestLine.Form.JSON, words));
    }

    private Answer ask(RequestLine request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Deadline _ = Deadline.on(channel, PATIENCE)) {
            channel.connect(server);
            ByteBuffer line =
                    ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            ReplyFrame reply =
                    ReplyFrame.read(new BufferedInputStream(Channels.newInputStream(channel)));
            return new Answer(reply.status(), reply.body());
        }
    }
}
