package dmail.tell;

import dmail.common.server.Environment;
import java.io.Console;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Where tellsmtp and tellpop start; the launcher's first argument says which of them this is. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofProcess(System.out, System.err, System.getenv());
        List<String> arguments = List.of(args);
        ControlProgram program = ControlProgram.named(arguments.getFirst());
        Secrets secrets =
                new ConsoleSecrets(
                        Optional.ofNullable(System.console()).filter(Console::isTerminal),
                        System.in);
        Tell tell = new Tell(program, environment, secrets, SecureRandom::new);
        System.exit(tell.run(arguments.subList(1, arguments.size())));
    }
}
