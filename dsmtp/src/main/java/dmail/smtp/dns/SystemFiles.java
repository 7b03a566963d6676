package dmail.smtp.dns;

import java.nio.file.FileSystem;
import java.nio.file.Path;

/**
 * The system's files about hosts.
 *
 * @param resolvConf name servers, resolv.conf(5)
 * @param hosts the hosts file, hosts(5)
 */
public record SystemFiles(Path resolvConf, Path hosts) {
    /** {@return the usual paths} */
    public static SystemFiles of(FileSystem files) {
        return new SystemFiles(files.getPath("/etc/resolv.conf"), files.getPath("/etc/hosts"));
    }
}
