package dmail.setup.edit;

import dmail.common.admin.AdminClient;
import dmail.common.admin.ControlSocket;
import dmail.common.config.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The servers that may be running on a site. */
@FunctionalInterface
public interface Servers {
    /** {@return what a server says when it is told to read its configuration again} */
    String reload(Server server, Path workPath);

    /** {@return those that listen on their control sockets} */
    static Servers running() {
        return (server, workPath) -> {
            try {
                AdminClient client = new AdminClient(ControlSocket.of(server, workPath));
                return server + ": " + client.text(List.of("reload")).body().strip();
            } catch (IOException _) {
                return server + " does not run, and reads it when it starts";
            }
        };
    }
}
