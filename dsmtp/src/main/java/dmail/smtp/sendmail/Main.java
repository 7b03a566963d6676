package dmail.smtp.sendmail;

import dmail.common.server.Environment;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;

/** Where the sendmail command starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofProcess(System.out, System.err, System.getenv());
        Caller caller =
                new Caller(
                        System.getProperty("user.name", "unknown"),
                        environment.clock().instant().atZone(ZoneId.systemDefault()),
                        new SecureRandom());
        List<String> words = RawArguments.of(List.of(args), Path.of("/proc/self/cmdline"));
        System.exit(new Run(environment, System.in, caller).of(words));
    }
}
