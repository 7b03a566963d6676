package dmail.pop;

import dmail.common.server.CarrierThreads;
import dmail.common.server.Environment;
import dmail.common.server.ServerMain;
import java.nio.file.FileSystems;
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
        System.exit(
                ServerMain.run(
                                new PopProgram(clock, ZoneId.systemDefault()),
                                List.of(args),
                                surroundings)
                        .code());
    }
}
