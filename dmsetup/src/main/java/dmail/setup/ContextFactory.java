package dmail.setup;

import dmail.common.cli.SetupOptions;
import dmail.setup.wizard.WizardContext;
import java.io.Closeable;
import java.io.IOException;

/** Makes the wizard's context. */
@FunctionalInterface
interface ContextFactory {
    /**
     * A context, and what is closed when it is no longer needed.
     *
     * @param resource such as a terminal
     */
    record Opened(WizardContext context, Closeable resource) implements Closeable {
        @Override
        public void close() throws IOException {
            resource.close();
        }
    }

    Opened open(SetupOptions.Run options) throws IOException;
}
