package dmail.smtp.delivery.program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one of the administrator's programs that get no mail. */
public final class ScheduledCommand {
    private ScheduledCommand() {}

    /** How it ended. */
    public sealed interface Ending {
        /**
         * It ended by itself.
         *
         * @param said the start of its output, on one line of printable characters
         */
        record Ended(int code, String said) implements Ending {}

        /** It was killed because of its time-out. */
        record TooLong() implements Ending {}
    }

    /**
     * Runs a program, without a shell and with an empty input.
     *
     * @param patience its time-out
     * @throws IOException when it can't be run
     */
    public static Ending run(List<String> words, Duration patience)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        Process process = builder.start();
        ProgramPipes pipes = ProgramPipes.begin(process, _ -> {});
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Ending.Ended(process.exitValue(), pipes.said());
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ending.TooLong();
    }
}
