package dmail.tell;

import dmail.common.cli.Surroundings;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.util.List;

/** Where tellsmtp and tellpop start; the launcher's first argument says which of them this is. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings =
                new Surroundings(
                        FileSystems.getDefault(), InstantSource.system(), System.out, System.err);
        List<String> arguments = List.of(args);
        ControlProgram program = ControlProgram.named(arguments.getFirst());
        System.exit(new Tell(program, surroundings).run(arguments.subList(1, arguments.size())));
    }
}
