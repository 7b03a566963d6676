package dmail.bench;

import java.io.IOException;

/** The mail that a server keeps because it could not go on. */
interface Backlog {
    /** What a server has that is not measured with any. */
    Backlog NONE =
            new Backlog() {
                @Override
                public int count() {
                    return 0;
                }

                @Override
                public void flush() {}
            };

    /** {@return how many messages wait for another try} */
    int count() throws IOException, InterruptedException;

    /** Has all of them tried now, as an administrator would. */
    void flush() throws IOException, InterruptedException;
}
