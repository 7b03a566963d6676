package dmail.smtp.dns;

import java.nio.file.FileSystem;
import java.nio.file.Path;

/**
 * Where the system says how it finds hosts.
 *
 * @param resolvConf its name servers, resolv.conf(5)
 * @param hosts its hosts file, hosts(5)
 */
public record SystemFiles(Path resolvConf, Path hosts) {
    /** {@return the usual places} */
    public static SystemFiles of(FileSystem files) {
        return new SystemFiles(files.getPath("/etc/resolv.conf"), files.getPath("/etc/hosts"));
    }
}
