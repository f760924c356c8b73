package io.daybook.kernel.projection;

import io.daybook.kernel.projection.RebuildRefused.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The versions of what can be built again: asks for another one, and lets it be read. Each step is
/// one transaction. Who does the work is [RebuildRun].
final class Versions {

  private static final String REGISTER =
      """
      insert into projection_version (name, version, newest_version, revision)
      select ?, ?, ?, case when exists (select from projection_position where name = ? and position > 0)
        then 1 else coalesce((select coalesce(revision, 1) from search_index where name = ?), ?) end
      on conflict do nothing
      """;
  private static final String ASK =
      """
      update projection_version set task = ?, next_revision = ?, differs = false,
        accepts_difference = ?, note = null, newest_version = newest_version + 1,
        next_version = newest_version + 1
      where name = ?
      """;
  private static final String ASK_BACK =
      """
      update projection_version set task = 'ROLLBACK', next_revision = ?, differs = false,
        accepts_difference = true, note = null, next_version = kept_version,
        kept_version = null, kept_position = null
      where name = ?
      """;
  private static final String EXCHANGED =
      """
      update projection_version set kept_version = nullif(version, 0),
        kept_position = case when version > 0 then ? end,
        version = next_version, switched_at = clock_timestamp(), task = null, next_version = null,
        revision = case when task = 'ROLLBACK' and not ? then revision else next_revision end,
        next_revision = null, differs = false, accepts_difference = false, note = null
      where name = ?
      """;

  /// In the row that whoever writes has locked.
  private static final String MARK =
      """
      update projection_position p set revision = v.revision from projection_version v
      where v.name = p.name and p.name = ? and p.revision <> v.revision
      """;

  private static final String ABANDON =
      """
      update projection_version set task = null, next_version = null, next_revision = null,
        differs = false, accepts_difference = false, note = null
      where name = ?
      """;

  private final Rebuildable model;
  private final VersionStorage storage;
  private final String nextName;
  private final String keptName;
  private final Transactions transactions;

  Versions(Rebuildable model, Transactions transactions) {
    this.model = model;
    this.storage = model.storage();
    this.nextName = Rebuildable.nextName(model.name());
    this.keptName = Rebuildable.keptName(model.name());
    this.transactions = transactions;
  }

  String name() {
    return model.name();
  }

  Rebuildable model() {
    return model;
  }

  /// Makes the row that is missing. A read model that has no rows yet will have those of today's
  /// definition; one that is new to a log that others have followed has no version that is read.
  void register() {
    within(connection -> {
      storage.register(connection);
      int version = storage.isRead(connection) ? 1 : 0;
      var _ =
          VersionRow.jdbc(connection)
              .sql(REGISTER)
              .params(name(), version, version, model.name(), model.name(), model.revision())
              .update();
      update(MARK, connection);
      return version;
    });
  }

  /// Asks for a version of today's definition, when none is read and nobody asked.
  void rollOut() {
    within(connection -> {
      VersionRow row = VersionRow.lock(model.name(), connection);
      Integer asked = row.nextRevision();
      boolean isMissing = !storage.isRead(connection) || model.replaces(row.revision());
      if (isMissing && (asked == null || model.replaces(asked))) {
        abandon(row, connection);
        begin("ROLL_OUT", true, connection);
      }
      return row;
    });
  }

  /// Asks for a version made of the log, or goes on with one that was found to differ.
  void rebuild(boolean acceptDifference) {
    within(connection -> {
      VersionRow row = VersionRow.lock(model.name(), connection);
      if (model.precedes(row.revision())) {
        throw new RebuildRefused(
            Reason.MISSING,
            "%s is of a later release, revision %d; this program has %d."
                .formatted(model.name(), row.revision(), model.revision()));
      }
      if (row.task() == null) {
        String task = storage.isRead(connection) ? "REBUILD" : "ROLL_OUT";
        begin(task, acceptDifference, connection);
      } else if (row.task().equals("ROLLBACK")) {
        throw new RebuildRefused(Reason.BUSY, "%s is being rolled back.".formatted(model.name()));
      } else if (acceptDifference) {
        update(
            "update projection_version set accepts_difference = true where name = ?", connection);
      }
      return row;
    });
  }

  private void begin(String task, boolean acceptDifference, Connection connection)
      throws SQLException {
    VersionRow.jdbc(connection)
        .sql(ASK)
        .params(List.of(task, model.revision(), acceptDifference, model.name()))
        .update();
    forgetNext(connection);
    storage.create(connection);
    Positions.next(nextName).register(connection);
  }

  /// Asks for the version that was read before. It has to catch up first. By an older program than
  /// the present rows' it takes these back, and the older one writes again.
  void rollBack() {
    within(connection -> {
      VersionRow row = VersionRow.lock(model.name(), connection);
      if ("ROLLBACK".equals(row.task())) {
        return row;
      }
      if (row.task() != null) {
        throw new RebuildRefused(Reason.BUSY, "%s is being built.".formatted(model.name()));
      }
      Long position = row.keptPosition();
      if (position == null) {
        throw new RebuildRefused(
            Reason.MISSING, "No older version of %s was kept.".formatted(model.name()));
      }
      JdbcClient jdbc = VersionRow.jdbc(connection);
      forgetNext(connection);
      storage.takeUpKept(connection);
      jdbc.sql("insert into projection_next (name, position) values (?, ?)")
          .param(nextName)
          .param(position)
          .update();
      VersionRow.moveHeld(keptName, nextName, connection);
      Positions.next(nextName).count(connection);
      return jdbc.sql(ASK_BACK).param(model.revision()).param(model.name()).update();
    });
  }

  /// Lets the next version be read from the commit on. For a transaction that holds the positions
  /// of both, which are equal.
  void exchange(long position, Connection connection) throws SQLException {
    VersionRow before = VersionRow.lock(model.name(), connection);
    storage.exchange(connection);
    VersionRow.moveHeld(model.name(), keptName, connection);
    VersionRow.moveHeld(nextName, model.name(), connection);
    new Positions(List.of(model.name())).count(connection);
    forgetNext(connection);
    VersionRow.jdbc(connection)
        .sql(EXCHANGED)
        .params(position, model.precedes(before.revision()), model.name())
        .update();
    update(MARK, connection);
    if (before.version() == 0) {
      storage.dropKept(connection);
    }
  }

  /// Gives up what is being built; a version that was to be read again is kept as it was.
  void abandon() {
    within(connection -> {
      VersionRow row = VersionRow.lock(model.name(), connection);
      if (row.task() == null) {
        throw new RebuildRefused(
            Reason.MISSING, "Nothing is being built of %s.".formatted(model.name()));
      }
      abandon(row, connection);
      return row;
    });
  }

  private void abandon(VersionRow row, Connection connection) throws SQLException {
    if ("ROLLBACK".equals(row.task())) {
      long position =
          VersionRow.jdbc(connection)
              .sql("select position from projection_next where name = ? for update")
              .param(nextName)
              .query(Long.class)
              .single();
      VersionRow.moveHeld(nextName, keptName, connection);
      storage.putBack(connection);
      VersionRow.jdbc(connection)
          .sql(
              "update projection_version set kept_version = next_version, kept_position = ?"
                  + " where name = ?")
          .param(position)
          .param(model.name())
          .update();
    }
    forgetNext(connection);
    if (!"ROLLBACK".equals(row.task())) {
      storage.dropNext(connection);
    }
    update(ABANDON, connection);
  }

  /// Deletes the version that was read before.
  void dropKept() {
    within(connection -> {
      VersionRow row = VersionRow.lock(model.name(), connection);
      if (row.keptVersion() == null) {
        throw new RebuildRefused(
            Reason.MISSING, "No older version of %s was kept.".formatted(model.name()));
      }
      storage.dropKept(connection);
      VersionRow.forgetHeld(keptName, connection);
      update(
          "update projection_version set kept_version = null, kept_position = null where name = ?",
          connection);
      return row;
    });
  }

  private void forgetNext(Connection connection) {
    VersionRow.jdbc(connection)
        .sql("delete from projection_next where name = ? or starts_with(name, ? || '/')")
        .params(nextName, nextName)
        .update();
    VersionRow.forgetHeld(nextName, connection);
  }

  private void update(String sql, Connection connection) {
    VersionRow.jdbc(connection).sql(sql).param(model.name()).update();
  }

  private <T> void within(Transactions.Work<T> work) {
    var _ = transactions.within(work);
  }
}
