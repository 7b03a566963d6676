package dmail.common.admin;

import dmail.common.authent.password.Password;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Server;
import dmail.common.io.BoundedLines;
import dmail.common.sasl.ScramQuestion;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Sends control commands to a server on another host, inside the server's own protocol. */
public final class RemoteClient {
    private static final int LONGEST_LINE = 8192;

    /** Longer than a server's longest time-out for look-ups. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final InetSocketAddress address;
    private final RemoteVerb verb;
    private final RandomGenerator random;

    /** The server answers, but doesn't allow remote control by this client. */
    public static final class NotAllowed extends IOException {
        @Serial private static final long serialVersionUID = 1;

        NotAllowed(String why) {
            super(why);
        }
    }

    public RemoteClient(Server server, InetSocketAddress address, RandomGenerator random) {
        this.verb = RemoteVerb.of(server);
        this.address = address;
        this.random = random;
    }

    /** Sends a command; {@return the reply for people} */
    public AdminClient.Answer text(List<String> commandLine, Password password) throws IOException {
        return ask(ReplyForm.TEXT, commandLine, password, _ -> {});
    }

    /**
     * Sends a command whose reply may be long.
     *
     * @param pieces gets all but the last piece of a long reply, which is in the answer
     */
    public AdminClient.Answer ask(
            ReplyForm form, List<String> commandLine, Password password, Consumer<String> pieces)
            throws IOException {
        return ask(new RequestLine(form, commandLine), password, pieces, _ -> {});
    }

    /**
     * Sends a command that is answered by a stream of lines for people; returns when the server
     * ends it or refuses.
     *
     * @param shown gets each line, without its LF
     */
    public AdminClient.Answer followText(
            List<String> commandLine, Password password, Consumer<String> shown)
            throws IOException {
        return ask(new RequestLine(ReplyForm.TEXT, commandLine), password, _ -> {}, lines(shown));
    }

    /** The same with lines for programs, each a JSON object. */
    public AdminClient.Answer followJson(
            List<String> commandLine, Password password, Consumer<String> shown)
            throws IOException {
        return ask(new RequestLine(ReplyForm.JSON, commandLine), password, _ -> {}, lines(shown));
    }

    /** Reads what follows a good reply. */
    @FunctionalInterface
    private interface Continuation {
        void read(InputStream in) throws IOException;
    }

    private static Continuation lines(Consumer<String> shown) {
        return in -> LiveLog.read(in, shown);
    }

    private AdminClient.Answer ask(
            RequestLine request,
            Password password,
            Consumer<String> pieces,
            Continuation continuation)
            throws IOException {
        ScramQuestion question = new ScramQuestion(password, request.line(), random);
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            InputStream in = new BufferedInputStream(socket.getInputStream());
            prove(question, socket, in);
            AdminClient.Answer answer = new ReplyReader(in, socket, pieces).read();
            if (answer.status() == ExitStatus.OK.code()) {
                continuation.read(in);
            }
            return answer;
        }
    }

    private void prove(ScramQuestion question, Socket socket, InputStream in) throws IOException {
        String _ = line(in);
        say(socket, verb + " " + RemoteControl.encoded(question.clientFirst()));
        String first = content(line(in), verb.challenge(), "has no control over the network");
        String last =
                question.clientFinal(first)
                        .orElseThrow(() -> new NotAllowed("does not prove who it is"));
        say(socket, RemoteControl.encoded(last));
        String end = content(line(in), verb.good(), "says that the password is wrong");
        if (!question.isAnsweredBy(end)) {
            throw new NotAllowed("does not prove who it is");
        }
    }

    private static String line(InputStream in) throws IOException {
        return new BoundedLines(in, LONGEST_LINE, StandardCharsets.UTF_8)
                .expected()
                .stripTrailing();
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String content(String line, String good, String otherwise) throws NotAllowed {
        if (!line.startsWith(good)) {
            throw new NotAllowed(otherwise + ": " + line);
        }
        return RemoteControl.decoded(line.substring(good.length()));
    }
}
