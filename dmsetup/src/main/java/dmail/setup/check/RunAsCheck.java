package dmail.setup.check;

import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether folders that are there already are those of the servers' user. */
public final class RunAsCheck {
    private RunAsCheck() {}

    public static List<Finding> look(String user, List<Path> folders) {
        List<Finding> findings = new ArrayList<>();
        for (Path folder : folders) {
            if (!user.equals("root") && Files.isDirectory(folder)) {
                findings.addAll(look(user, folder));
            }
        }
        return findings;
    }

    private static List<Finding> look(String user, Path folder) {
        try {
            String owner = Files.getOwner(folder).getName();
            return owner.equals(user)
                    ? List.of()
                    : List.of(
                            Finding.warning(
                                    folder + " is there already and belongs to " + owner,
                                    "chown -R " + user + ": " + folder));
        } catch (IOException e) {
            return List.of(Finding.warning(folder + " can't be looked at: " + Reason.of(e)));
        }
    }
}
