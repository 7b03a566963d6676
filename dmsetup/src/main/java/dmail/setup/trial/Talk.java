package dmail.setup.trial;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A conversation in lines with a server of ours, by SMTP or POP3. */
final class Talk implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MOST_LINES = 100_000;

    private final Socket socket;
    private final BufferedReader in;

    private Talk(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    static Talk with(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new Talk(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Hears a reply, of several lines if SMTP says so.
     *
     * @param wanted what it has to begin with
     * @return its last line
     */
    String readReply(String wanted) throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-' && line.matches("[2-5][0-9]{2}-.*")) {
            line = line();
        }
        if (!line.startsWith(wanted)) {
            throw new IOException("it said \"" + line.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        return line;
    }

    /** Says a line and hears the reply. */
    String ask(String line, String wanted) throws IOException {
        say(line);
        return readReply(wanted);
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@return the lines before the dot that ends an answer of POP3} */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line();
        while (!line.equals(".") && lines.size() < MOST_LINES) {
            lines.add(line.startsWith(".") ? line.substring(1) : line);
            line = line();
        }
        return lines;
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("it has closed the connection");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
