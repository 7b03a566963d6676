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
    /**
     * What came of a reload.
     *
     * @param text what the server says
     * @param isRefused whether it goes on as before, since it can't do what the file says
     */
    record Reload(String text, boolean isRefused) {}

    /** {@return what a server makes of it when it is told to read its configuration again} */
    Reload reload(Server server, Path workPath);

    /** {@return those that listen on their control sockets} */
    static Servers running() {
        return (server, workPath) -> {
            try {
                AdminClient client = new AdminClient(ControlSocket.of(server, workPath));
                AdminClient.Answer answer = client.text(List.of("reload"));
                return new Reload(server + ": " + answer.body().strip(), answer.status() != 0);
            } catch (IOException _) {
                return new Reload(server + " does not run, and reads it when it starts", false);
            }
        };
    }
}
