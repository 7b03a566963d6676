package dmail.smtp.delivery.program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the administrator's that reads no mail. */
public final class ScheduledCommand {
    private ScheduledCommand() {}

    /** How it ended. */
    public sealed interface Ending {
        /**
         * By itself.
         *
         * @param said the beginning of what it wrote, in one line of plain characters
         */
        record Ended(int code, String said) implements Ending {}

        /** It was made to end. */
        record TooLong() implements Ending {}
    }

    /**
     * Runs a program, without a shell and with an empty input.
     *
     * @param patience how long it may take
     * @throws IOException when it can't be run
     */
    public static Ending run(List<String> words, Duration patience)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        Process process = builder.start();
        ProgramPipes talk = ProgramPipes.begin(process, _ -> {});
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Ending.Ended(process.exitValue(), talk.said());
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ending.TooLong();
    }
}
