package dmail.smtp;

import dmail.common.server.Environment;
import dmail.common.server.ServerMain;
import java.security.SecureRandom;
import java.time.ZoneId;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(ServerMain.run(Main::program, args).code());
    }

    private static SmtpProgram program(Environment world) {
        boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        return new SmtpProgram(world.clock(), ZoneId.systemDefault(), new SecureRandom(), root);
    }
}
