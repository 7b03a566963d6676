package dmail.setup.found;

import java.nio.file.Path;

/**
 * Where mail programs of this system keep drop files.
 *
 * @param boxes how many there are
 */
public record Spool(Path folder, int boxes) {}
