package dmail.setup.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;

/** The system's users, made and removed with the programs that every system has for it. */
public final class ShadowTools implements SystemUsers {
    private static final int LONGEST_ERROR_TEXT = 500;

    private final FileSystem files;

    public ShadowTools(FileSystem files) {
        this.files = files;
    }

    @Override
    public boolean has(String name) {
        try {
            files.getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (UserPrincipalNotFoundException nobody) {
            return false;
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override
    public void make(String name, Path home) throws IOException, InterruptedException {
        run(
                List.of(
                        "useradd",
                        "--system",
                        "--user-group",
                        "--no-create-home",
                        "--home-dir",
                        home.toString(),
                        "--shell",
                        "/usr/sbin/nologin",
                        "--comment",
                        "DMail servers",
                        name));
    }

    @Override
    public void remove(String name) throws IOException, InterruptedException {
        run(List.of("userdel", name));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readNBytes(LONGEST_ERROR_TEXT);
        if (process.waitFor() != 0) {
            String text = new String(output, StandardCharsets.UTF_8).strip();
            throw new IOException(
                    command.getFirst() + " refuses: " + text.replaceAll("\\p{Cntrl}", " "));
        }
    }
}
