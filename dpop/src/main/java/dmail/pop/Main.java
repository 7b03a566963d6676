package dmail.pop;

import dmail.common.server.Carriers;
import dmail.common.server.ServerMain;
import dmail.common.server.Surroundings;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Carriers.prepare();
        InstantSource clock = InstantSource.system();
        Surroundings surroundings =
                new Surroundings(
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
