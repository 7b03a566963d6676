package dmail.setup.apply;

import java.io.IOException;

/** Takes back what a step has done. */
@FunctionalInterface
interface Undo {
    void run() throws IOException, InterruptedException;
}
