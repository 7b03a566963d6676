package dmail.smtp.sendmail;

import dmail.common.server.Environment;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** Where the sendmail command starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        InstantSource clock = InstantSource.system();
        Environment surroundings =
                new Environment(FileSystems.getDefault(), clock, System.out, System.err);
        Caller caller =
                new Caller(
                        System.getProperty("user.name", "unknown"),
                        clock.instant().atZone(ZoneId.systemDefault()),
                        new SecureRandom());
        List<String> words = RawArguments.of(List.of(args), Path.of("/proc/self/cmdline"));
        System.exit(new Run(surroundings, System.in, caller).of(words));
    }
}
