package dmail.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's side of a session. */
record ClientSession(Socket socket, BufferedReader reader) implements AutoCloseable {
    static ClientSession to(InetSocketAddress place, String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(place);
        return new ClientSession(
                socket,
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
    }

    String hear() throws IOException {
        String line = String.valueOf(reader.readLine());
        while (line.matches("\\d{3}-.*")) {
            line = String.valueOf(reader.readLine());
        }
        return line;
    }

    String ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return hear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
