package dmail.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures the servers and prints a table. */
public final class Main {
    private static final String HERE = System.getProperty("dmail.bench.folder", "target");
    private static final String USAGE =
            "usage: bench/run [--smtp] [--relay] [--pop] [--bindings] [--alone] [--scale] [--smoke] [FOLDER]";
    private static final Map<String, Bench.Part> PARTS =
            Map.of(
                    "--smtp", Bench.Part.SMTP,
                    "--relay", Bench.Part.RELAY,
                    "--pop", Bench.Part.POP,
                    "--bindings", Bench.Part.BINDINGS,
                    "--alone", Bench.Part.ALONE);

    private Main() {}

    /** Runs everything in a folder of its own below FOLDER, by default the build's. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        List<String> options = words.stream().filter(word -> word.startsWith("--")).toList();
        List<String> folders = words.stream().filter(word -> !word.startsWith("--")).toList();
        List<String> others = options.stream().filter(each -> !PARTS.containsKey(each)).toList();
        if (folders.size() > 1 || !Set.of("--smoke", "--scale").containsAll(others)) {
            System.err.println(USAGE);
            System.exit(64);
        }
        Set<Bench.Part> parts = EnumSet.allOf(Bench.Part.class);
        if (others.size() < options.size()) {
            parts.removeIf(part -> options.stream().map(PARTS::get).noneMatch(part::equals));
        }
        Path parent = Path.of(folders.isEmpty() ? HERE : folders.getFirst()).toAbsolutePath();
        Files.createDirectories(parent);
        Path folder = Files.createTempDirectory(parent, "bench");
        try {
            Files.setPosixFilePermissions(
                    folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            Results results = new Results(System.out);
            Load load = options.contains("--smoke") ? Load.SMOKE : Load.FULL;
            if (options.contains("--scale")) {
                new ScaleBench(load, folder, results).run();
            } else {
                new Bench(load, folder, namespace(), results).run(parts);
            }
            String peers = new PeerVersions(Path.of("/"), namespace().unpacked()).text();
            results.write(Path.of(HERE).toAbsolutePath().resolve("report"), peers);
        } finally {
            delete(folder);
        }
    }

    /** Packages that can't be installed beside others may be unpacked in a folder. */
    private static PrivateNamespace namespace() {
        return new PrivateNamespace(
                Optional.ofNullable(System.getenv("DMAIL_BENCH_PEERS"))
                        .map(each -> Path.of(each).toAbsolutePath()));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path done, java.io.@org.jspecify.annotations.Nullable IOException error)
                            throws IOException {
                        Files.delete(done);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
