package dmail.common.server;

import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.io.Reason;
import dmail.common.log.LogLine;
import dmail.common.net.Listener;
import dmail.common.net.SessionLimits;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The places at which clients connect; opened and closed together. */
public final class Listeners implements AutoCloseable {
    /** What stands open, and what it is called. */
    private record Open(String name, Listener listener) {}

    private final List<Open> open = new ArrayList<>();

    private Listeners() {}

    /** Opens all that clients are to be accepted at, or none and says which could not be had. */
    public static Listeners open(
            List<ListenerDefinition> definitions,
            Function<ListenerDefinition, Listener.Service> services,
            SessionLimits limits)
            throws CannotStart {
        Listeners listeners = new Listeners();
        for (ListenerDefinition definition : definitions) {
            if (!definition.isOpen()) {
                continue;
            }
            try {
                Listener.Service service = services.apply(definition);
                Listener listener = Listener.open(address(definition), service, limits);
                listeners.open.add(new Open(definition.word(), listener));
            } catch (IOException e) {
                listeners.close();
                throw new CannotStart(
                        ExitStatus.OS_ERROR,
                        "can't listen at " + text(address(definition)) + ": " + Reason.of(e));
            }
        }
        return listeners;
    }

    private static InetSocketAddress address(ListenerDefinition definition) {
        return definition
                .address()
                .map(address -> new InetSocketAddress(address, definition.port()))
                .orElseGet(() -> new InetSocketAddress(definition.port()));
    }

    private static String text(InetSocketAddress socketAddress) {
        String address = socketAddress.getAddress().getHostAddress();
        boolean six = socketAddress.getAddress() instanceof Inet6Address;
        return (six ? "[" + address + "]" : address) + ":" + socketAddress.getPort();
    }

    /** {@return the line that says where it listens, with the real ports} */
    public LogLine ready() {
        LogLine line = LogLine.of("ready");
        for (Open entrance : open) {
            line.with(entrance.name(), text(entrance.listener().address()));
        }
        return line;
    }

    /** {@return where the first listener stands} */
    public InetSocketAddress first() {
        return open.getFirst().listener().address();
    }

    /** Lets no one in any more and gives sessions a moment to say goodbye, then cuts them. */
    public void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Open entrance : open) {
                entrance.listener().stopAccepting();
            }
            for (Open entrance : open) {
                long left = Math.max(0, deadline - System.nanoTime());
                boolean _ = entrance.listener().endSessions(Duration.ofNanos(left));
            }
        } catch (IOException _) {
            // What did not close in order is cut now.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        for (Open entrance : open) {
            try {
                entrance.listener().close();
            } catch (IOException _) {
                // The process is about to end; so is the socket.
            }
        }
    }
}
