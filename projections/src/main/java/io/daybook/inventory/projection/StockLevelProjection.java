package io.daybook.inventory.projection;

import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The stock of every sku. Most events of a busy shop land here, so a batch is one row a sku.
final class StockLevelProjection implements ReadModel {

  static final String NAME = "projections.inventory.stock-levels";

  /// Where availability last turned is told by the events and not by the cut of the batch: several
  /// turns in one batch are the last of them.
  private static final String UPSERT =
      """
      insert into stock_level
        (sku, received, adjusted, shipped, on_hand, promised, version, position,
         availability_position)
      select c.sku, c.received, c.adjusted, c.shipped, c.on_hand, c.promised, c.version, c.position,
        case
          when c.turned > c.first or s.sku is null
            or (s.on_hand > s.promised) <> (c.on_hand > c.promised)
          then c.turned else s.availability_position end
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        as c(sku, received, adjusted, shipped, on_hand, promised, version, position, first, turned)
      left join stock_level s on s.sku = c.sku
      on conflict (sku) do update set
        received = stock_level.received + excluded.received,
        adjusted = stock_level.adjusted + excluded.adjusted,
        shipped = stock_level.shipped + excluded.shipped,
        on_hand = excluded.on_hand, promised = excluded.promised,
        availability_position = excluded.availability_position,
        version = excluded.version, position = excluded.position
      where stock_level.position < excluded.position
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("stock_level");
  }

  /// Stock that is sold out and back within one batch has not turned.
  @Override
  public Set<String> incidental() {
    return Set.of("availability_position");
  }

  @Override
  public Set<String> streams() {
    return Set.of(StockItemEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<String, Row> rows = new TreeMap<>();

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof StockItemEvent event) {
        Sku sku = event.sku();
        rows.computeIfAbsent(sku.value(), _ -> new Row()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      Rows upsert =
          Rows.of(
              UPSERT, "text", "int8", "int8", "int8", "int8", "int8", "int8", "int8", "int8",
              "int8");
      rows.forEach((sku, row) -> row.addTo(upsert, sku));
      upsert.write(connection);
    }
  }

  /// What changed about the stock of one sku.
  private static final class Row {

    private long received;
    private long adjusted;
    private long shipped;
    private StockLevel level = StockLevel.NONE;
    private long version;
    private long position;
    private long first;
    private long turned;

    void on(StockItemEvent event, LoggedEvent logged) {
      switch (event) {
        case StockReceived(_, var units, _, _) -> received += units;
        case StockAdjusted(_, var delta, _, _) -> adjusted += delta;
        case StockShipped(_, _, var units, _) -> shipped += units;
        case StockReserved _, StockReleased _, StockReservedCorrected _ -> {}
      }
      boolean was = level.available() > 0;
      level = event.level();
      if (first == 0) {
        first = logged.position();
      }
      if (first == logged.position() || was != level.available() > 0) {
        turned = logged.position();
      }
      version = logged.version();
      position = logged.position();
    }

    void addTo(Rows upsert, String sku) {
      upsert.add(
          sku,
          received,
          adjusted,
          shipped,
          level.onHand(),
          level.promised(),
          version,
          position,
          first,
          turned);
    }
  }
}
