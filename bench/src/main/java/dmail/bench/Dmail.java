package dmail.bench;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of our servers, as its launcher starts it.
 *
 * @param more further lines of its dmail.conf
 */
record Dmail(String name, String protocol, List<String> more) implements Contender {
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
        return serve(site(folder, boxes, more), folder);
    }

    /** Starts it on a site of its lines, and waits until it serves. */
    Running serve(Site site, Path folder) throws IOException, InterruptedException {
        ServerProcess server = site.start(name);
        try {
            return new Running(
                    server.addresses().first(protocol),
                    folder.resolve("mail"),
                    server.pid(),
                    new Queue(site),
                    () -> stop(server));
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    /** {@return a site with these mailboxes, nothing of it started} */
    static Site site(Path folder, Boxes boxes, List<String> more)
            throws IOException, InterruptedException {
        Site site = Site.in(folder);
        more.forEach(site::line);
        site.write();
        Files.write(folder.resolve("users/nwauth.txt"), boxes.users("%s:%s:"));
        boxes.fill(folder.resolve("mail"), Owner.SELF);
        return site;
    }

    /** What tellsmtp says of its queue. */
    private record Queue(Site site) implements Backlog {
        private static final Pattern QUEUED = Pattern.compile("messages_queued\\D+(\\d+)");

        @Override
        public int count() throws IOException, InterruptedException {
            Matcher queued = QUEUED.matcher(tell("status"));
            return queued.find() ? Integer.parseInt(queued.group(1)) : 0;
        }

        @Override
        public void flush() throws IOException, InterruptedException {
            tell("tryall");
        }

        private String tell(String command) throws IOException, InterruptedException {
            return Ran.of(site.program("tellsmtp", command), "").succeeded().output();
        }
    }

    private static void stop(ServerProcess server) {
        try (server) {
            server.stop();
        } catch (IOException | InterruptedException late) {
            throw new IllegalStateException(late);
        }
    }
}
