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
         * @param output the start of its output, on one line of printable characters
         */
        record Ended(int code, String output) implements Ending {}

        /** It was killed because of its time-out. */
        record TooLong() implements Ending {}
    }

    /**
     * Runs a program, without a shell and with an empty input.
     *
     * @param timeout its time-out
     * @throws IOException when it can't be run
     */
    public static Ending run(List<String> commandLine, Duration timeout)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(commandLine).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        Process process = builder.start();
        ProgramPipes pipes = ProgramPipes.begin(process, _ -> {});
        if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Ending.Ended(process.exitValue(), pipes.output());
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ending.TooLong();
    }
}
