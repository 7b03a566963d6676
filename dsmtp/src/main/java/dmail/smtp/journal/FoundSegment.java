package dmail.smtp.journal;

import java.nio.file.Path;

/** A segment from an earlier run. */
record FoundSegment(Path path, SegmentHeader header) {}
