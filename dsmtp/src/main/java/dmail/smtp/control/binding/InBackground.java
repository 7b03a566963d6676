package dmail.smtp.control.binding;

import dmail.common.admin.StreamedReply.ReplyWriter;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Does what may take long, while the caller is told that it goes on. */
final class InBackground {
    private static final int SECONDS_BETWEEN_SIGNS = 1;

    private InBackground() {}

    /**
     * {@return what the work returns}
     *
     * @throws IOException when the caller has disconnected; the work then goes on to its own end
     */
    static <T> T call(ReplyWriter writer, Supplier<T> work) throws IOException {
        FutureTask<T> result = new FutureTask<>(work::get);
        Thread _ = Thread.ofVirtual().name("control").start(result);
        while (true) {
            try {
                return result.get(SECONDS_BETWEEN_SIGNS, TimeUnit.SECONDS);
            } catch (TimeoutException goesOn) {
                writer.keepAlive();
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stop);
            }
        }
    }
}
