package io.daybook.kernel.projection;

import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/// The tables of a read model, built again of the log.
///
/// @param source the log
record TableRebuild(
    ReadModel model,
    StreamableMessageSource<TrackedEventMessage<?>> source,
    DataSource views,
    RebuildSettings settings)
    implements Rebuildable {

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public int revision() {
    return model.revision();
  }

  @Override
  public boolean isReady() {
    return new Transactions(views).within(new LivePositions(model.reads())::areThere);
  }

  @Override
  public VersionStorage storage() {
    return new VersionTables(model);
  }

  @Override
  public NextVersion next(BooleanSupplier stopped) {
    return new NextTables(model, source, views, settings, stopped);
  }
}
