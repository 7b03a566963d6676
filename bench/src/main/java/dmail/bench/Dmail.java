package dmail.bench;

import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One of our servers, as its launcher starts it. */
record Dmail(String name, String protocol) implements Contender {
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
        Site site = site(folder, boxes);
        ServerProcess server = site.start(name);
        try {
            return new Running(
                    server.places().first(protocol),
                    folder.resolve("mail"),
                    server.pid(),
                    () -> stop(server));
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    /** {@return a site with these mailboxes, nothing of it started} */
    static Site site(Path folder, Boxes boxes) throws IOException, InterruptedException {
        Site site = Site.in(folder).write();
        Files.write(folder.resolve("users/nwauth.txt"), boxes.users("%s:%s:"));
        boxes.fill(folder.resolve("mail"), Owner.SELF);
        return site;
    }

    private static void stop(ServerProcess server) {
        try (server) {
            server.stop();
        } catch (IOException | InterruptedException late) {
            throw new IllegalStateException(late);
        }
    }
}
