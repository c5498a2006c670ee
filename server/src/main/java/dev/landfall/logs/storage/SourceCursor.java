package dev.landfall.logs.storage;

import dev.landfall.engine.LogLine;

/**
 * How far a source of lines has been stored. Saved in the same commit as the lines themselves, so that whoever reads the
 * source again after a crash neither loses nor doubles one.
 *
 * @param source unique within its group, such as {@code pod/container}
 * @param position of the last line that was stored
 */
public record SourceCursor(String source, LogLine.Position position) {}
