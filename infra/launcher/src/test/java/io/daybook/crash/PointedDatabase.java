package io.daybook.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/// A database with a point before and after each transaction that writes, named by what it writes.
/// Thread-safe.
final class PointedDatabase implements QueryExecutionListener, MethodExecutionListener {

  private static final String ALONE = "written alone";

  private final DataSource database;
  private final Points points;
  private final Writes writes;
  private final Map<String, Set<Write>> open = new ConcurrentHashMap<>();

  PointedDatabase(DataSource database, Points points, Writes writes) {
    this.database = database;
    this.points = points;
    this.writes = writes;
  }

  DataSource proxy() {
    return ProxyDataSourceBuilder.create(database).listener(this).methodListener(this).build();
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    if (points.order().isEmpty()) {
      return;
    }
    for (QueryInfo query : queries) {
      Optional<Write> write = writes.of(query);
      if (write.isPresent() && isAlone(execution)) {
        execution.addCustomValue(ALONE, write.get());
        points.before(write.get().kind(), write.get().what());
      } else {
        write.ifPresent(it ->
            open.computeIfAbsent(execution.getConnectionId(), _ -> new LinkedHashSet<>()).add(it));
      }
    }
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    Write write = execution.getCustomValue(ALONE, Write.class);
    if (write != null) {
      points.after(write.kind(), write.what());
    }
  }

  @Override
  public void beforeMethod(MethodExecutionContext call) {
    if (isCommit(call)) {
      Write write = together(call);
      if (write != null) {
        points.before(write.kind(), write.what());
      }
    }
  }

  @Override
  public void afterMethod(MethodExecutionContext call) {
    if (isCommit(call)) {
      Write write = together(call);
      if (write != null) {
        points.after(write.kind(), write.what());
      }
    }
    if (isCommit(call) || call.getMethod().getName().equals("rollback")) {
      open.remove(call.getConnectionInfo().getConnectionId());
    }
  }

  private static boolean isCommit(MethodExecutionContext call) {
    return call.getTarget() instanceof Connection && call.getMethod().getName().equals("commit");
  }

  private @Nullable Write together(MethodExecutionContext call) {
    Set<Write> all = open.get(call.getConnectionInfo().getConnectionId());
    if (all == null) {
      return null;
    }
    boolean fires = all.stream().anyMatch(it -> it.kind() == Kind.DEADLINE);
    return new Write(
        fires ? Kind.DEADLINE : Kind.COMMIT,
        all.stream().map(Write::what).collect(Collectors.joining(", ")));
  }

  private static boolean isAlone(ExecutionInfo execution) {
    try {
      return execution.getStatement().getConnection().getAutoCommit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
