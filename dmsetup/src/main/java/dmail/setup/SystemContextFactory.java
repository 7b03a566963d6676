package dmail.setup;

import dmail.common.address.IpLiteral;
import dmail.common.cli.SetupOptions;
import dmail.common.cli.SetupOptions.Flag;
import dmail.common.server.Environment;
import dmail.setup.apply.ShadowTools;
import dmail.setup.ask.Asker;
import dmail.setup.dns.SystemDns;
import dmail.setup.found.FactFinder;
import dmail.setup.found.JavaMachine;
import dmail.setup.sandbox.Installation;
import dmail.setup.terminal.PlainLines;
import dmail.setup.terminal.RealTerminal;
import dmail.setup.terminal.UnattendedAsker;
import dmail.setup.trial.Launch;
import dmail.setup.wizard.WizardContext;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** This machine. */
final class SystemContextFactory implements ContextFactory {
    private static final int DNS_PORT = 53;

    private final Installation installation;
    private final Environment environment;
    private final InputStream in;
    private final Frontend frontend;

    /** Who sits in front of the program. */
    enum Frontend {
        /** A person at a terminal that can move its cursor. */
        TERMINAL,
        /** Whatever writes lines and reads them. */
        LINES
    }

    SystemContextFactory(
            Installation installation, Environment environment, InputStream in, Frontend frontend) {
        this.installation = installation;
        this.environment = environment;
        this.in = in;
        this.frontend = frontend;
    }

    @Override
    public Opened open(SetupOptions.Run options) throws IOException {
        SecureRandom random = new SecureRandom();
        Path root = environment.files().getPath("/");
        FactFinder facts = new FactFinder(new JavaMachine(), root, random);
        SystemDns dns = SystemDns.asking(nameServer(options.nameServer()));
        ShadowTools users = new ShadowTools(environment.files());
        Launch programs = new Launch(installation, root);
        if (frontend == Frontend.TERMINAL && !options.isSilent() && !options.has(Flag.PLAIN)) {
            RealTerminal terminal = RealTerminal.open();
            return new Opened(
                    new WizardContext(facts, dns, users, programs, terminal, random), terminal);
        }
        Closeable nothing = () -> {};
        return new Opened(
                new WizardContext(facts, dns, users, programs, lines(options), random), nothing);
    }

    private Asker lines(SetupOptions.Run options) {
        if (options.has(Flag.JSON)) {
            return new UnattendedAsker();
        }
        return new PlainLines(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                environment.out());
    }

    private static Optional<InetSocketAddress> nameServer(String text) throws IOException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':') == text.lastIndexOf(':') ? text.indexOf(':') : -1;
        String port = colon < 0 ? Integer.toString(DNS_PORT) : text.substring(colon + 1);
        Optional<InetAddress> address =
                IpLiteral.parse(colon < 0 ? text : text.substring(0, colon));
        if (address.isEmpty() || !port.matches("[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}")) {
            throw new IOException("--dns " + text + ": not an address of a name server");
        }
        return Optional.of(new InetSocketAddress(address.get(), Integer.parseInt(port)));
    }
}
