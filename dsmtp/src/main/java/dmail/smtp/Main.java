package dmail.smtp;

import dmail.common.server.CarrierThreads;
import dmail.common.server.Environment;
import dmail.common.server.ServerMain;
import java.nio.file.FileSystems;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CarrierThreads.prepare();
        InstantSource clock = InstantSource.system();
        Environment surroundings =
                new Environment(
                        FileSystems.getDefault(),
                        clock,
                        System.out,
                        System.err,
                        Objects.requireNonNullElse(System.getenv("NOTIFY_SOCKET"), ""));
        boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        SmtpProgram program =
                new SmtpProgram(clock, ZoneId.systemDefault(), new SecureRandom(), root);
        System.exit(ServerMain.run(program, List.of(args), surroundings).code());
    }
}
