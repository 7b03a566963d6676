package dmail.setup.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server that greets, and answers each line as a test says; empty text means not at all. */
public final class Peer implements AutoCloseable {
    private final ServerSocket listener;
    private final String greeting;
    private final UnaryOperator<String> answers;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private Peer(ServerSocket listener, String greeting, UnaryOperator<String> answers) {
        this.listener = listener;
        this.greeting = greeting;
        this.answers = answers;
    }

    public static Peer start(String greeting, UnaryOperator<String> answers) throws IOException {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Peer peer = new Peer(listener, greeting, answers);
        Thread.ofVirtual().start(peer::serve);
        return peer;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** {@return all lines that came} */
    public List<String> heard() {
        return heard;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    talk(socket);
                }
            }
        } catch (IOException closed) {
            heard.add("closed");
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        say(socket, greeting);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            String answer = answers.apply(line);
            if (!answer.isEmpty()) {
                say(socket, answer);
            }
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        String lines = text.replace("\n", "\r\n") + "\r\n";
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
