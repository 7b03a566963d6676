package dmail.common.config;

import com.google.common.jimfs.Jimfs;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file system in memory with the folders that a configuration needs. */
public final class ConfigFixture {
    /** The lines without which no server starts, and none complains. */
    public static final String NEEDED =
            """
            host_domain example.com
            drop_path drop
            work_path work
            sysadmin postmaster@example.com
            """;

    private final FileSystem files =
            Jimfs.newFileSystem(
                    com.google.common.jimfs.Configuration.unix().toBuilder()
                            .setAttributeViews("posix")
                            .build());

    public ConfigFixture() throws IOException {
        for (String name : new String[] {"drop", "work", "acme", "beta"}) {
            Files.createDirectories(path(name));
        }
    }

    public Path path(String name) {
        return files.getPath("/etc").resolve(name);
    }

    public ConfigFixture write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public ConfigFixture write(String name, byte[] octets) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.write(path(name), octets);
        Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    public ConfigReading read(String name) {
        return ConfigReader.read(path(name), Server.DSMTP);
    }

    /** {@return what becomes of the needed lines and these} */
    public ConfigReading reading(String lines) throws IOException {
        return write("dmail.conf", NEEDED + lines).read("dmail.conf");
    }
}
