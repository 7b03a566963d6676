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
    boolean carry(FakeMessageSource messages, ClientTimeouts timeouts) {
        return carry(messages, TestConnector.make(timeouts));
    }

    boolean carry(FakeMessageSource messages, Connector connector) {
        ConnectResult result = connector.connect(sink.peer(), TestConnector.FROM_HERE);
        try (Connection connection =
                assertInstanceOf(ConnectResult.Ready.class, result, result::toString)
                        .connection()) {
            connection.carry(messages);
            return connection.isUsable();
        }
    }

    boolean carry(FakeMessageSource messages) {
        return carry(messages, TestConnector.LONG_TIMEOUTS);
    }

    String failure(ClientTimeouts timeouts) {
        ConnectResult.Failed failed =
                assertInstanceOf(
                        ConnectResult.Failed.class,
                        TestConnector.make(timeouts).connect(sink.peer(), TestConnector.FROM_HERE));
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
