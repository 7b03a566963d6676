package dmail.common.admin;

import dmail.common.exit.ExitStatus;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Consumer;

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
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return ask(request, channel, new BufferedInputStream(Channels.newInputStream(channel)));
        }
    }

    private Answer ask(RequestLine request, SocketChannel channel, InputStream in)
            throws IOException {
        try (Deadline _ = Deadline.on(channel, PATIENCE)) {
            channel.connect(server);
            ByteBuffer line =
                    ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            ReplyFrame reply = ReplyFrame.read(in);
            return new Answer(reply.status(), reply.body());
        }
    }

    /**
     * Asks for lines for people that go on coming; returns when the server ends them or refuses.
     *
     * @param shown is handed each line, without its LF
     */
    public Answer followText(List<String> words, Consumer<String> shown) throws IOException {
        return follow(new RequestLine(RequestLine.Form.TEXT, words), shown);
    }

    /** Asks for such lines for programs, each a JSON object. */
    public Answer followJson(List<String> words, Consumer<String> shown) throws IOException {
        return follow(new RequestLine(RequestLine.Form.JSON, words), shown);
    }

    private Answer follow(RequestLine request, Consumer<String> shown) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            Answer answer = ask(request, channel, in);
            if (answer.status() == ExitStatus.OK.code()) {
                LiveLog.read(in, shown);
            }
            return answer;
        }
    }
}
