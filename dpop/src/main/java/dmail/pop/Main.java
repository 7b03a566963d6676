package dmail.pop;

import dmail.common.server.Environment;
import dmail.common.server.ServerMain;
import java.time.ZoneId;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofProcess(System.out, System.err, System.getenv());
        PopProgram program = new PopProgram(environment.clock(), ZoneId.systemDefault());
        System.exit(ServerMain.start(program, environment, args).code());
    }
}
