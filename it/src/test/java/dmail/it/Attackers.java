package dmail.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Clients that make a server hold as much as they can. */
final class Attackers implements AutoCloseable {
    /** A shell's command that makes the file $0 with a certificate and its key. */
    static final String CERTIFICATE =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                    + " -subj /CN=localhost -keyout \"$0\" -out \"$0.c\" && cat \"$0.c\" >>\"$0\"";

    private static final int AT_ONCE = 64;
    private static final int TIMEOUT_MILLIS = 5_000;

    /** Where they come from. */
    enum Origin {
        /** All from one address. */
        ONE,
        /** Each from an address of its own, as whoever has hired machines everywhere. */
        EACH_ITS_OWN;

        private InetAddress of(int number) {
            int own = this == ONE ? 0 : number + 1;
            return InetAddress.ofLiteral("127.2." + own / 250 + "." + (own % 250 + 1));
        }
    }

    /** What each of them does, and then waits. */
    interface Attack {
        void carryOut(Socket socket) throws Exception;
    }

    private final InetSocketAddress address;
    private final Attack attack;
    private final Origin origin;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger through = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore busy = new Semaphore(AT_ONCE);

    Attackers(InetSocketAddress address, Origin origin, Attack attack) {
        this.address = address;
        this.origin = origin;
        this.attack = attack;
    }

    /** Lets so many come, one after another, whatever becomes of them. */
    void come(int many) throws InterruptedException {
        for (int i = 0; i < many; i++) {
            busy.acquire();
            InetAddress from = origin.of(i);
            threads.execute(() -> attack(from));
        }
        busy.acquire(AT_ONCE);
        busy.release(AT_ONCE);
    }

    private void attack(InetAddress from) {
        try {
            Socket socket = new Socket();
            open.add(socket);
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
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

    /** Encrypts a connection. */
    static SSLSocket encrypt(Socket socket) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
        secure.startHandshake();
        return secure;
    }

    /** Whose certificate it is doesn't matter here. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
