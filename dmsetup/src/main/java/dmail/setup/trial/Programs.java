package dmail.setup.trial;

import dmail.common.config.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The servers as programs of this machine. */
public interface Programs {
    /**
     * What is to be started.
     *
     * @param configuration what it goes by
     * @param workPath where its control socket is
     * @param output the file that gets what it says before it has a log
     */
    record Site(Path configuration, Path workPath, Path output) {}

    /** {@return whether a server answers control commands} */
    boolean answers(Server server, Site site);

    /** Starts a server that goes on when this program has ended. */
    void start(Server server, Site site) throws IOException, InterruptedException;

    /** {@return the last lines that it said before it had a log} */
    List<String> lastWords(Site site);

    /** Lets some time pass. */
    void pause() throws InterruptedException;
}
