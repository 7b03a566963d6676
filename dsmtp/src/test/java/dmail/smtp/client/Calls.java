package dmail.smtp.client;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;

/** Connections to one host whose part is played by a {@link Sink}. */
final class Calls implements AutoCloseable {
    final Sink sink;

    private Calls(Sink sink) {
        this.sink = sink;
    }

    static Calls start() throws IOException {
        return new Calls(Sink.start());
    }

    /** {@return whether the connection can go on} */
    boolean carry(Letters letters, ClientTimeouts patience) {
        return carry(letters, TestDialer.make(patience));
    }

    boolean carry(Letters letters, Connector connector) {
        ConnectResult dialed = connector.connect(sink.peer());
        try (Connection connection =
                assertInstanceOf(ConnectResult.Ready.class, dialed, dialed::toString)
                        .connection()) {
            connection.carry(letters);
            return connection.isUsable();
        }
    }

    boolean carry(Letters letters) {
        return carry(letters, TestDialer.PATIENT);
    }

    String failure(ClientTimeouts patience) {
        ConnectResult.Failed failed =
                assertInstanceOf(
                        ConnectResult.Failed.class, TestDialer.make(patience).connect(sink.peer()));
        return failed.why().status() + " " + failed.why();
    }

    /** The host's name in texts. */
    static String mx(String text) {
        return text.replace("MX", "mx.example [127.0.0.1]");
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
