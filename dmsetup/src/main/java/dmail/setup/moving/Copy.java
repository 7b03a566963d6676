package dmail.setup.moving;

import java.nio.file.Path;

/** A drop file that is where the old server put it, and where ours looks for it. */
record Copy(Path from, Path to) {}
