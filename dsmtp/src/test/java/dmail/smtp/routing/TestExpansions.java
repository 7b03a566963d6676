package dmail.smtp.routing;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.io.FolderTrust;
import dmail.common.log.Log;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Expansions as lines of dmail.conf make them. */
public final class TestExpansions {
    /** The files of a host where the server has no more rights than others. */
    private static final LocalFiles NOT_ROOT =
            new LocalFiles(
                    new FolderTrust(OptionalInt.empty()),
                    LocalFiles.ofThisHost().homes(),
                    LocalFiles.ofThisHost().owners());

    /** Without any rule. */
    public static final Expansions NONE = none();

    /** Remembers nothing. */
    public static final RecentRoutes FORGETFUL = new RecentRoutes(Duration.ZERO, System::nanoTime);

    private TestExpansions() {}

    private static Expansions none() {
        FileSystem files = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix());
        return of(files.getPath("/etc"), "", new MemoryLog());
    }

    /** {@return what these lines mean in a configuration in that folder} */
    public static Expansions of(Path folder, String lines, Log log) {
        RoutingTables tables = new RoutingTables(TableMemory.ofTool(), log);
        return Expansions.from(configuration(folder, lines), tables, NOT_ROOT, log);
    }

    /** {@return a configuration in /etc with these lines, the first of which is the fifth} */
    public static Configuration configuration(String lines) {
        FileSystem files = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix());
        Path folder = files.getPath("/etc");
        try {
            Files.createDirectories(folder.resolve("acme"));
            Files.createDirectories(folder.resolve("beta"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return configuration(folder, "sysadmin postmaster@a.example\n" + lines);
    }

    /** {@return a configuration in that folder with these lines} */
    public static Configuration configuration(Path folder, String lines) {
        Path file = folder.resolve("dmail.conf");
        try {
            Files.createDirectories(folder.resolve("drop"));
            Files.createDirectories(folder.resolve("work"));
            Files.writeString(
                    file, "host_domain a.example\ndrop_path drop\nwork_path work\n" + lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        ConfigReading reading = ConfigReader.read(file, Server.DSMTP);
        if (!reading.isUsable()) {
            throw new AssertionError(reading.problems().toString());
        }
        return reading.configuration();
    }
}
