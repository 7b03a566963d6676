package dmail.common.admin;

import dmail.common.address.IpLiteral;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.authent.ManagerPassword;
import dmail.common.config.Configuration;
import dmail.common.config.ControlSettings;
import dmail.common.config.FileSettings;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.net.WireReader;
import dmail.common.net.WireReader.Line;
import dmail.common.net.WireReader.LineEnd;
import dmail.common.net.WireWriter;
import dmail.common.sasl.ScramFirst;
import dmail.common.sasl.ScramProof;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Control commands over the network, inside the server's own protocol: a verb, a challenge, a
 * proof, and the reply. The verb exists only if a password is set and {@code manager_ip_address} or
 * {@code manager_ip_name} allows the client. The password itself isn't sent. After a wrong one the
 * refusal is delayed and the connection closed.
 */
public final class RemoteControl implements RemoteControlAccess {
    /** Octets of a line: a request has at most 4096, and is encoded in base64 twice. */
    private static final int LONGEST_LINE = 8192;

    private static final Duration DELAY = Duration.ofSeconds(2);

    private final RemoteVerb verb;
    private final ManagerPassword password;
    private final RandomGenerator random;
    private final Duration delay;
    private final Log log;
    private final Function<InetAddress, Optional<String>> names;
    private final Supplier<Configuration> settings;
    private volatile Optional<AdminRequestHandler> handler = Optional.empty();

    private RemoteControl(
            RemoteVerb verb,
            Supplier<Configuration> settings,
            RandomGenerator random,
            Duration delay,
            Function<InetAddress, Optional<String>> names,
            Log log) {
        this.verb = verb;
        this.names = names;
        this.settings = settings;
        this.password = ManagerPassword.in(settings.get().value(FileSettings.WORK_PATH));
        this.random = random;
        this.delay = delay;
        this.log = log;
    }

    /**
     * {@return remote control of a server}
     *
     * @param settings the current settings, asked each time
     */
    public static RemoteControl of(
            RemoteVerb verb, Supplier<Configuration> settings, RandomGenerator random, Log log) {
        return of(verb, settings, random, _ -> Optional.empty(), log);
    }

    /**
     * The same where clients may be known by name.
     *
     * @param names looks up a client's name, which may take a while
     */
    public static RemoteControl of(
            RemoteVerb verb,
            Supplier<Configuration> settings,
            RandomGenerator random,
            Function<InetAddress, Optional<String>> names,
            Log log) {
        return new RemoteControl(verb, settings, random, DELAY, names, log);
    }

    static RemoteControl of(
            RemoteVerb verb,
            Supplier<Configuration> settings,
            RandomGenerator random,
            Duration delay,
            Function<InetAddress, Optional<String>> names,
            Log log) {
        return new RemoteControl(verb, settings, random, delay, names, log);
    }

    /** Sets who carries out requests from now on. */
    public void serve(AdminRequestHandler newHandler) {
        handler = Optional.of(newHandler);
    }

    @Override
    public boolean isMeant(String line, InetAddress client) {
        return line.toUpperCase(Locale.ROOT).startsWith(verb.name() + " ")
                && handler.isPresent()
                && isManager(client)
                && secret().isPresent();
    }

    private boolean isManager(InetAddress client) {
        Configuration now = settings.get();
        List<IpPattern> managers = now.values(ControlSettings.MANAGER_IP_ADDRESS);
        List<Wildcard> managerNames = now.values(ControlSettings.MANAGER_IP_NAME);
        return managers.stream().anyMatch(manager -> manager.matches(client))
                || (!managerNames.isEmpty()
                        && names.apply(client)
                                .filter(name -> isOneOf(managerNames, name))
                                .isPresent());
    }

    private static boolean isOneOf(List<Wildcard> managerNames, String name) {
        return managerNames.stream().anyMatch(manager -> manager.matches(name));
    }

    private Optional<String> secret() {
        try {
            return password.secret();
        } catch (IOException e) {
            log.warning(LogLine.of("remote control unavailable").with("reason", Reason.of(e)));
            return Optional.empty();
        }
    }

    @Override
    public void talk(String line, InetAddress client, WireReader in, WireWriter out)
            throws IOException {
        long came = System.nanoTime();
        Optional<ScramProof.Proved> proved = exchange(line, in, out);
        if (proved.isEmpty()) {
            log.warning(
                    LogLine.of("control authentication failed")
                            .with("client", IpLiteral.text(client)));
            await(came);
            write(out, verb.refused());
            return;
        }
        log.info(LogLine.of("control from").with("client", IpLiteral.text(client)));
        write(out, verb.good() + encoded(proved.get().serverFinal()));
        carryOut(proved.get().request(), client, out);
    }

    private void carryOut(String request, InetAddress client, WireWriter out) throws IOException {
        new Answering(handler.orElseThrow(), log)
                .to(request, new RemoteCaller(client), octets -> writeAtOnce(out, octets));
    }

    private record RemoteCaller(InetAddress client) implements AdminRequestHandler.Caller {
        @Override
        public String name() {
            return IpLiteral.text(client);
        }

        @Override
        public boolean isRemote() {
            return true;
        }
    }

    private static void writeAtOnce(WireWriter out, byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    private Optional<ScramProof.Proved> exchange(String line, WireReader in, WireWriter out)
            throws IOException {
        String first = decoded(line.substring(verb.name().length()).strip());
        Optional<ScramProof> proof =
                secret().flatMap(secret ->
                        ScramFirst.parse(first)
                                .map(parsed -> ScramProof.begin(secret, parsed, random)));
        if (proof.isEmpty()) {
            return Optional.empty();
        }
        write(out, verb.challenge() + encoded(proof.get().serverFirst()));
        return in.readLine(LineEnd.CRLF, LONGEST_LINE) instanceof Line.Whole(var answer)
                ? proof.get().check(decoded(answer)).filter(proved -> !proved.request().isEmpty())
                : Optional.empty();
    }

    private static void write(WireWriter out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void await(long came) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, came + delay.toNanos() - System.nanoTime())));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Invalid base64 decodes to empty text, which no step accepts. */
    static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
