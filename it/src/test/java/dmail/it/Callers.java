package dmail.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that connect, read the greeting and say QUIT, one session after another. */
final class Callers implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    /** What the server says first, and to QUIT. */
    record Dialogue(String greeting, String farewell) {}

    private final int port;
    private final Dialogue dialogue;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> failures = new ArrayList<>();
    private int[] sessions = {};
    private boolean ended;

    Callers(int port, Dialogue dialogue) {
        this.port = port;
        this.dialogue = dialogue;
    }

    /** Starts so many; every other one calls 127.0.1.1, the others 127.0.1.2. */
    synchronized void start(int clients) {
        sessions = new int[clients];
        for (int client = 0; client < clients; client++) {
            int number = client;
            threads.execute(() -> call(number));
        }
    }

    /** {@return a client's connection, from one of many addresses} */
    static Socket connect(int client, String address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            InetAddress own = InetAddress.ofLiteral("127.3.0." + (client + 1));
            socket.bind(new InetSocketAddress(own, 0));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private void call(int client) {
        String address = "127.0.1." + (1 + client % 2);
        while (isGoingOn()) {
            try (Socket socket = connect(client, address, port)) {
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII));
                String greeting = lines.readLine();
                Attackers.say(socket, "QUIT\r\n");
                String farewell = lines.readLine();
                count(client, address, greeting, farewell);
            } catch (IOException refused) {
                fail(address + ": " + refused);
            }
        }
    }

    private synchronized boolean isGoingOn() {
        return !ended;
    }

    private synchronized void count(int client, String address, String greeting, String farewell) {
        if (begins(greeting, dialogue.greeting()) && begins(farewell, dialogue.farewell())) {
            sessions[client]++;
        } else {
            failures.add(address + ": " + greeting + ", " + farewell);
        }
        notifyAll();
    }

    private static boolean begins(String line, String start) {
        return line != null && line.startsWith(start);
    }

    private synchronized void fail(String why) {
        failures.add(why);
        notifyAll();
    }

    /** Waits until each has had a whole session more, or something went wrong. */
    synchronized void awaitMore() throws InterruptedException {
        // One session may have begun before.
        int[] before = sessions.clone();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (failures.isEmpty() && !allHaveTwoMoreThan(before)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                failures.add("no two sessions more within " + TIMEOUT_MILLIS + " ms: " + this);
                return;
            }
            wait(left);
        }
    }

    private boolean allHaveTwoMoreThan(int[] before) {
        for (int client = 0; client < before.length; client++) {
            if (sessions[client] < before[client] + 2) {
                return false;
            }
        }
        return true;
    }

    /** Lets the last sessions end; {@return what went wrong in all}. */
    List<String> end() {
        synchronized (this) {
            ended = true;
        }
        threads.close();
        synchronized (this) {
            return List.copyOf(failures);
        }
    }

    /** {@return how many sessions the client with the fewest had} */
    synchronized int fewest() {
        return Arrays.stream(sessions).min().orElse(0);
    }

    @Override
    public synchronized String toString() {
        return Arrays.toString(sessions);
    }

    @Override
    public void close() {
        var _ = end();
    }
}
