package dmail.setup;

import dmail.common.cli.SetupOptions;
import dmail.setup.wizard.World;
import java.io.Closeable;
import java.io.IOException;

/** Where the wizard's surroundings come from. */
@FunctionalInterface
interface Worlds {
    /**
     * Surroundings, and what is closed when they are no longer needed.
     *
     * @param rest such as a terminal
     */
    record Opened(World world, Closeable rest) implements Closeable {
        @Override
        public void close() throws IOException {
            rest.close();
        }
    }

    Opened open(SetupOptions.Run options) throws IOException;
}
