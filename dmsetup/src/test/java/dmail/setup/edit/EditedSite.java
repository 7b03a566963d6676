package dmail.setup.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.cli.SetupOptions;
import dmail.common.config.ConfigProblem;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.setup.testing.FakeDns;
import dmail.setup.testing.FakeSystemUsers;
import dmail.setup.testing.ScriptedAsker;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A site on a machine with 192.0.2.25, 192.0.2.26, 2001:db8::25 and loopback, to be edited. */
final class EditedSite {
    /** What each of these sites needs. */
    static final String NEEDED =
            """
            # the only one for years
            host_domain example.com
            sysadmin ann@example.com
            drop_path mail
            work_path work
            users_file users
            """;

    private static final List<String> ADDRESSES =
            List.of("192.0.2.25", "192.0.2.26", "2001:db8:0:0:0:0:0:25");

    private final Path conf;
    private final FakeDns dns = new FakeDns();
    private ScriptedAsker person = new ScriptedAsker();
    private String before = "";
    private Optional<String> refused = Optional.empty();
    private final StringBuilder read = new StringBuilder();

    EditedSite(Path folder, String lines) throws IOException {
        for (String name : new String[] {"mail", "work", "acme"}) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("users"), "");
        conf = Files.writeString(folder.resolve("dmail.conf"), NEEDED + lines);
    }

    Path conf() {
        return conf;
    }

    FakeDns dns() {
        return dns;
    }

    /** {@return what follows the lines that each site needs} */
    String lines() throws IOException {
        String text = Files.readString(conf);
        assertTrue(text.startsWith(NEEDED), text);
        return text.substring(NEEDED.length());
    }

    String heard() {
        return person.heard();
    }

    /** Runs a command that is carried out, after which the servers have nothing to say. */
    Editing.Outcome does(String command) throws InterruptedException {
        Editing.Outcome outcome = run(command);
        assertEquals(ExitStatus.OK, outcome.status(), heard());
        for (Server server : Server.values()) {
            assertEquals(
                    List.of(),
                    ConfigReader.read(conf, server).problems().stream()
                            .map(ConfigProblem::toString)
                            .toList());
        }
        return outcome;
    }

    /** Runs a command that is refused, and changes nothing. */
    void refuses(ExitStatus status, String command, String why)
            throws IOException, InterruptedException {
        assertEquals(status, run(command).status(), heard());
        assertEquals(before, Files.readString(conf));
        assertTrue(heard().contains(why), heard());
    }

    private Editing.Outcome run(String command) throws InterruptedException {
        before = text();
        person = new ScriptedAsker();
        Editing.Context context =
                new Editing.Context(
                        new SiteFacts(conf).at("192.0.2.25", 24).at("192.0.2.26", 24).host(),
                        dns,
                        new FakeSystemUsers(),
                        this::reload,
                        address ->
                                address.isLoopbackAddress()
                                        || ADDRESSES.contains(address.getHostAddress()),
                        person,
                        RandomGenerator.of("L64X128MixRandom"));
        SetupOptions options = SetupOptions.parse(List.of(command.split(" ", -1)));
        return Editing.run((SetupOptions.Run) options, conf, context);
    }

    /** Has dpop refuse a file that holds this. */
    void dpopRefuses(String text) {
        refused = Optional.of(text);
    }

    /** {@return what each server has read, with a line before it that names the server} */
    String read() {
        return read.toString();
    }

    private Servers.Reload reload(Server server, Path workPath) {
        String text = text();
        read.append(server).append(" reads\n").append(text.substring(NEEDED.length()));
        boolean refuses = server == Server.DPOP && refused.filter(text::contains).isPresent();
        return new Servers.Reload(server + (refuses ? ": refused" : " told to reload"), refuses);
    }

    private String text() {
        try {
            return Files.readString(conf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
