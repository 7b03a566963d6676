package dmail.pop;

import dmail.common.server.ServerMain;
import java.time.ZoneId;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(
                ServerMain.run(world -> new PopProgram(world.clock(), ZoneId.systemDefault()), args)
                        .code());
    }
}
