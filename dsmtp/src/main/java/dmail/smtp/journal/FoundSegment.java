package dmail.smtp.journal;

import java.nio.file.Path;

/** A segment that another run used. */
record FoundSegment(Path path, SegmentHeader header) {}
