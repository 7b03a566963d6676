package dmail.tell;

import dmail.common.cli.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Sends the lines of a {@code .msc} file down an SMTP connection, each after the reply to the one
 * before; those of a message go without replies, up to the dot. What is said by both is shown.
 */
final class Script {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final List<String> lines;
    private final PrintStream out;
    private char worst = '2';

    private Script(List<String> lines, PrintStream out) {
        this.lines = lines;
        this.out = out;
    }

    /**
     * Plays a script.
     *
     * @return OK if nothing was refused
     */
    static ExitStatus play(Path file, InetSocketAddress server, PrintStream out)
            throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            return new Script(lines, out).play(socket);
        }
    }

    private ExitStatus play(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String reply = readReply(in);
        boolean inMessage = false;
        for (String line : lines) {
            out.println(line);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (inMessage && !line.equals(".")) {
                continue;
            }
            reply = readReply(in);
            inMessage = reply.startsWith("354");
            if (reply.startsWith("221") || reply.startsWith("421")) {
                break;
            }
        }
        out.flush();
        return switch (worst) {
            case '5' -> ExitStatus.DATA_ERROR;
            case '4' -> ExitStatus.TEMPORARY;
            default -> ExitStatus.OK;
        };
    }

    /** {@return the last line of a reply} */
    private String readReply(BufferedReader in) throws IOException {
        while (true) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the server closed the connection");
            }
            out.println(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                worst = line.isEmpty() ? worst : (char) Math.max(worst, line.charAt(0));
                return line;
            }
        }
    }
}
