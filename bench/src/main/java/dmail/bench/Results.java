package dmail.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows so far: printed one by one, and written as a whole for programs and for the eye. */
final class Results {
    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();

    Results(PrintStream out) {
        this.out = out;
        out.print(Row.heading());
        out.flush();
    }

    void add(Row row) {
        rows.add(row);
        out.print(row.text());
        out.flush();
    }

    /**
     * Writes bench.json, bench.svg and measurements.md into a folder, which is made if need be.
     *
     * @param peers the versions of the peers, in words
     */
    void write(Path folder, String peers) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.json"), ResultsJson.of(rows));
        Files.writeString(folder.resolve("bench.svg"), Chart.of(rows));
        Files.writeString(
                folder.resolve("measurements.md"), MeasurementsPage.ofThisMachine(peers).of(rows));
        out.println("written: " + folder.resolve("bench.json") + ", bench.svg and measurements.md");
    }
}
