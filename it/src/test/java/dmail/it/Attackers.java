package dmail.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that make a server hold as much as they can, all from one address. */
final class Attackers implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final InetAddress FROM = InetAddress.ofLiteral("127.0.0.2");

    /** What each of them does, and then waits. */
    interface Attack {
        void carryOut(Socket socket) throws Exception;
    }

    private final InetSocketAddress place;
    private final Attack attack;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger through = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore busy = new Semaphore(AT_ONCE);

    Attackers(InetSocketAddress place, Attack attack) {
        this.place = place;
        this.attack = attack;
    }

    /** Lets so many come, one after another, whatever becomes of them. */
    void come(int many) throws InterruptedException {
        for (int i = 0; i < many; i++) {
            busy.acquire();
            threads.execute(this::attack);
        }
        busy.acquire(AT_ONCE);
        busy.release(AT_ONCE);
    }

    private void attack() {
        try {
            Socket socket = new Socket();
            open.add(socket);
            socket.bind(new InetSocketAddress(FROM, 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(place, PATIENCE_MILLIS);
            attack.carryOut(socket);
            through.incrementAndGet();
        } catch (Exception turnedAway) {
            // That is what a server does to them.
        } finally {
            busy.release();
        }
    }

    /** {@return how many were served as they wished} */
    int through() {
        return through.get();
    }

    /** Says something to which there is an answer. */
    static void ask(Socket socket, String text, String answer) throws IOException {
        say(socket, text);
        StringBuilder heard = new StringBuilder();
        byte[] some = new byte[4096];
        while (heard.indexOf(answer) < 0) {
            int count = socket.getInputStream().read(some);
            if (count < 0 || heard.indexOf("\n421") >= 0) {
                throw new IOException("turned away: " + heard);
            }
            heard.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All of them go, every other one without a word. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        boolean rude = false;
        for (Socket socket : open) {
            if (rude && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
            rude = !rude;
        }
        threads.close();
    }
}
