package io.daybook.kernel.projection;

import io.daybook.axon.Quarantine;
import java.util.Set;

/// Who keeps copies of rows elsewhere, made when the log says that they changed. A row that is
/// mended changes later than the log says, so its copy is made by a redrive.
///
/// @param quarantine of the copies, which have the keys of the rows
/// @param follows names of the read models whose rows are copied
public record RowFollower(Quarantine quarantine, Set<String> follows) {}
