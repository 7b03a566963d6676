package dmail.smtp;

import dmail.common.server.Environment;
import dmail.common.server.ServerMain;
import java.security.SecureRandom;
import java.time.ZoneId;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofProcess(System.out, System.err, System.getenv());
        boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        SmtpProgram program =
                new SmtpProgram(
                        environment.clock(), ZoneId.systemDefault(), new SecureRandom(), root);
        System.exit(ServerMain.start(program, environment, args).code());
    }
}
