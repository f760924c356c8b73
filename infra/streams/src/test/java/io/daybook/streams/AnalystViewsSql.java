package io.daybook.streams;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.streams.table.PayloadColumns;
import io.daybook.streams.table.PayloadColumns.Column;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes the migration that makes the analysts' views: one for every event type, one for every
/// list in it, one for every context and one for all.
final class AnalystViewsSql {

  private static final String HEAD =
      """
      -- Views over the log for analysts, and the role that may read them. Written by AnalystViewsSpec from the schemas
      -- of the events: don't edit it by hand. Runs again whenever it has changed.
      drop schema if exists analyst cascade;
      create schema analyst;
      comment on schema analyst is 'The log as tables, to be read only. See docs/streams.md.';

      do $$
      begin
        create role daybook_analyst nologin;
      exception
        when duplicate_object or unique_violation then null;
      end
      $$;

      create view analyst.events as
      select position, stream, version, event_id, revision, recorded_at, metadata, type,
             case when payload @? '$.*.ciphertext'
                  then (select coalesce(jsonb_object_agg(key, value), '{}')
                          from jsonb_each(payload - 'paymentToken') where not value @? '$.ciphertext')
                  else payload - 'paymentToken'
             end as payload
        from public.events;
      comment on view analyst.events is 'All events.';

      """;

  private static final String FOOT =
      """
      -- What PostgreSQL lets every login do. With the advisory locks one could stop whoever writes to the log, with large
      -- objects and messages in the write-ahead log one could write. Only the functions' owner, a superuser, may say who
      -- executes them; where that is somebody else, AnalystAccess tells what is left.
      do $$
      declare
        executed regprocedure;
      begin
        execute format('revoke connect, temporary on database %I from public', current_database());
        execute format('grant connect on database %I to daybook_analyst', current_database());
        for executed in
          select oid from pg_proc
           where pronamespace = 'pg_catalog'::regnamespace
             and (proname ~ '^pg_(try_)?advisory_' or proname ~ '^lo_'
                  or proname in ('loread', 'lowrite', 'pg_logical_emit_message'))
             and pg_has_role(proowner, 'usage')
        loop
          execute format('grant execute on function %s to %I', executed, current_user);
          execute format('revoke execute on function %s from public', executed);
        end loop;
      end
      $$;
      revoke execute on all functions in schema public from public;
      grant usage on schema analyst to daybook_analyst;
      grant select on all tables in schema analyst to daybook_analyst;
      """;

  private AnalystViewsSql() {}

  static String migration() {
    StringBuilder sql = new StringBuilder(HEAD);
    Map<String, List<EventType>> contexts =
        EventCatalogue.types().stream()
            .collect(
                Collectors.groupingBy(EventType::context, LinkedHashMap::new, Collectors.toList()));
    contexts.forEach((context, types) -> {
      sql.append(ofContext(context));
      types.forEach(type -> sql.append(ofType(type)));
    });
    return sql.append(FOOT).toString();
  }

  private static String ofContext(String context) {
    return """
    create view analyst.%1$s as
    select * from analyst.events where type like '%1$s.%%';
    comment on view analyst.%1$s is 'All events of %1$s.';

    """
        .formatted(context);
  }

  private static String ofType(EventType type) {
    PayloadColumns payload = PayloadColumns.of(type);
    String name = type.name().replace('.', '_').replace('-', '_');
    StringBuilder sql =
        new StringBuilder(
            view(name, type.name(), columns(payload.all(), "payload"), "", payload.description()));
    for (String list : payload.lists()) {
      Map<String, String> ofItems = new LinkedHashMap<>();
      ofItems.put("place", "item.ordinality");
      ofItems.putAll(columns(payload.ofItems(list), "item.value"));
      String from =
          " cross join lateral jsonb_array_elements(payload -> '%s') with ordinality item"
              .formatted(list);
      sql.append(
          view(
              name + "_" + PayloadColumns.named(list),
              type.name(),
              ofItems,
              from,
              "A row for each of the %s of %s.".formatted(list, type.name())));
    }
    return sql.toString();
  }

  private static String view(
      String name, String type, Map<String, String> columns, String join, String comment) {
    String own =
        columns.entrySet().stream()
            .map(it -> "       %s as %s".formatted(it.getValue(), it.getKey()))
            .collect(Collectors.joining(",\n"));
    return """
    create view analyst.%s as
    select %s%s%s
      from public.events%s
     where type = '%s';
    comment on view analyst.%1$s is '%s';

    """
        .formatted(
            name,
            String.join(", ", PayloadColumns.COMMON),
            own.isEmpty() ? "" : ",\n",
            own,
            join,
            type,
            comment.replace("'", "''"));
  }

  private static Map<String, String> columns(List<Column> columns, String of) {
    Map<String, String> values = new LinkedHashMap<>();
    columns.forEach(it -> values.put(it.name(), value(it, of)));
    return values;
  }

  private static String value(Column column, String of) {
    String last = column.path().getLast();
    String above =
        column.path().stream()
            .limit(column.path().size() - 1L)
            .map(" -> '%s'"::formatted)
            .collect(Collectors.joining("", of, ""));
    return switch (column.kind()) {
      case LIST -> "%s -> '%s'".formatted(above, last);
      case TEXT -> "%s ->> '%s'".formatted(above, last);
      case INTEGER -> "(%s ->> '%s')::bigint".formatted(above, last);
      case BOOLEAN -> "(%s ->> '%s')::boolean".formatted(above, last);
      case INSTANT -> "(%s ->> '%s')::timestamptz".formatted(above, last);
    };
  }

  static JsonNode json(String resource) {
    try (InputStream file =
        Objects.requireNonNull(EventCatalogue.class.getResourceAsStream(resource))) {
      return JsonMapper.shared().readTree(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new IllegalStateException(resource, unreadable);
    }
  }
}
