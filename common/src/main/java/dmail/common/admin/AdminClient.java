package dmail.common.admin;

import dmail.common.cli.ExitStatus;
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
import java.util.List;
import java.util.function.Consumer;

/** Sends control commands to a server over its control socket. */
public final class AdminClient {
    private final UnixDomainSocketAddress server;

    /** Uses the server that listens on this socket. */
    public AdminClient(Path socket) {
        server = UnixDomainSocketAddress.of(socket);
    }

    /**
     * The reply.
     *
     * @param status the exit status that the server asks for
     * @param body the reply, in the requested form
     */
    public record Answer(int status, String body) {}

    /** Sends a command; {@return the reply for people} */
    public Answer text(List<String> commandLine) throws IOException {
        return whole(new RequestLine(ReplyForm.TEXT, commandLine));
    }

    /**
     * Sends a command whose reply may be long.
     *
     * @param pieces gets all but the last piece of a long reply, which is in the answer
     */
    public Answer ask(ReplyForm form, List<String> commandLine, Consumer<String> pieces)
            throws IOException {
        return ask(new RequestLine(form, commandLine), pieces);
    }

    /**
     * Sends a command; {@return the reply for programs}
     *
     * @throws ConnectException when no server listens
     */
    public Answer json(List<String> commandLine) throws IOException {
        return whole(new RequestLine(ReplyForm.JSON, commandLine));
    }

    private Answer whole(RequestLine request) throws IOException {
        StringBuilder pieces = new StringBuilder();
        Answer last =
                ask(
                        request,
                        piece -> {
                            if (pieces.length() < ReplyFrame.LARGEST) {
                                pieces.append(piece);
                            }
                        });
        if (pieces.length() >= ReplyFrame.LARGEST) {
            throw new IOException("the answer is too long");
        }
        return new Answer(last.status(), pieces.append(last.body()).toString());
    }

    private Answer ask(RequestLine request, Consumer<String> pieces) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return ask(
                    request,
                    channel,
                    new BufferedInputStream(Channels.newInputStream(channel)),
                    pieces);
        }
    }

    private Answer ask(
            RequestLine request, SocketChannel channel, InputStream in, Consumer<String> pieces)
            throws IOException {
        try (Deadline _ = Deadline.on(channel, ReplyReader.TIMEOUT)) {
            channel.connect(server);
            ByteBuffer line =
                    ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        }
        return new ReplyReader(in, channel, pieces).read();
    }

    /**
     * Sends a command that is answered by a stream of lines for people; returns when the server
     * ends it or refuses.
     *
     * @param shown gets each line, without its LF
     */
    public Answer followText(List<String> commandLine, Consumer<String> shown) throws IOException {
        return follow(new RequestLine(ReplyForm.TEXT, commandLine), shown);
    }

    /** The same with lines for programs, each a JSON object. */
    public Answer followJson(List<String> commandLine, Consumer<String> shown) throws IOException {
        return follow(new RequestLine(ReplyForm.JSON, commandLine), shown);
    }

    private Answer follow(RequestLine request, Consumer<String> shown) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            Answer answer = ask(request, channel, in, _ -> {});
            if (answer.status() == ExitStatus.OK.code()) {
                LiveLog.read(in, shown);
            }
            return answer;
        }
    }
}
