package io.daybook.launcher.privacy;

import io.daybook.eventstore.LineFilter;
import io.daybook.eventstore.LinePage;
import io.daybook.eventstore.LinePages;
import io.daybook.eventstore.LogEventStore;
import io.daybook.privacy.Finds;
import io.daybook.privacy.SearchedStore;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The parts of the log that are in archived files.
final class SearchedArchives implements SearchedStore {

  private static final String ARCHIVED =
      """
      select first_position, last_position, file from partitions
       where file is not null order by first_position
      """;

  private final LogEventStore log;
  private final JdbcClient events;

  SearchedArchives(LogEventStore log, DataSource events) {
    this.log = log;
    this.events = JdbcClient.create(events);
  }

  private record Archived(long firstPosition, long lastPosition, String file) {}

  @Override
  public String name() {
    return "archived log";
  }

  @Override
  public boolean keepsSealed() {
    return true;
  }

  @Override
  public void search(Finds finds) {
    for (Archived one : events.sql(ARCHIVED).query(Archived.class).list()) {
      finds.begin(one.file());
      LinePages pages =
          log.lines().pages(one.firstPosition() - 1, one.lastPosition(), LineFilter.everything());
      while (pages.hasNext()) {
        LinePage page = pages.next();
        for (int begin = 0; begin < page.length(); begin = page.endOfLine(begin)) {
          finds.look(
              one.file(),
              "position " + page.positionAt(begin),
              new String(
                  page.bytes(), begin, page.endOfLine(begin) - begin, StandardCharsets.UTF_8));
        }
      }
    }
  }
}
