package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run's folder.
 *
 * @param space the number of the name space in which its process has that number: a container may
 *     share our folder, and the runs in it look dead from here
 * @param process the number of its process
 * @param started when that began, in ticks since the machine did
 */
record RunName(long space, long process, long started) {
    private static final String PREFIX = "dmail-run-";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([0-9a-z]{1,12})-([0-9a-z]{1,12})-([0-9a-z]{1,12})");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Path PROCESSES = Path.of("/proc");

    /** The place of the start time in what follows the name, in /proc/PID/stat; see proc(5). */
    private static final int START_FIELD = 19;

    static RunName own() {
        long process = ProcessHandle.current().pid();
        return new RunName(ownSpace(), process, startOf(process).orElse(0L));
    }

    static Optional<RunName> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new RunName(
                                number(parts.group(1)),
                                number(parts.group(2)),
                                number(parts.group(3))))
                : Optional.empty();
    }

    private static long number(String digits) {
        return Long.parseLong(digits, Character.MAX_RADIX);
    }

    String text() {
        return PREFIX + shown(space) + "-" + shown(process) + "-" + shown(started);
    }

    private static String shown(long number) {
        return Long.toString(number, Character.MAX_RADIX);
    }

    /** {@return whether its process has ended for sure} */
    boolean isOver() {
        boolean here = space == ownSpace() && Files.isDirectory(PROCESSES.resolve("self"));
        return here && !startOf(process).equals(Optional.of(started));
    }

    private static long ownSpace() {
        try {
            String space = Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")).toString();
            Matcher digits = NUMBER.matcher(space);
            return digits.find() ? Long.parseLong(digits.group()) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private static Optional<Long> startOf(long process) {
        try {
            String line = Files.readString(PROCESSES.resolve(process + "/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Long.parseLong(fields[START_FIELD]));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
