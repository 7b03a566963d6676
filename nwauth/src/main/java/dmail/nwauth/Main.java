package dmail.nwauth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Path here = Path.of("").toAbsolutePath();
        Nwauth program = new Nwauth(here, System.in, System.out, System.err, new SecureRandom());
        System.exit(program.run(List.of(args)).code());
    }
}
