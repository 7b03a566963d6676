package dmail.common.admin;

import dmail.common.config.Server;
import java.nio.file.Path;

/** The path of a server's control socket. */
public final class ControlSocket {
    private ControlSocket() {}

    /**
     * {@return the socket's path}
     *
     * @param workPath the server's {@code work_path}
     */
    public static Path of(Server server, Path workPath) {
        return workPath.resolve(server + ".sock");
    }
}
