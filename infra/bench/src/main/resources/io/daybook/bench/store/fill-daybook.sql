-- So many events in streams of the same length, as Daybook's own statement would have left them.
begin;
set local synchronous_commit = off;

do $$
begin
  if to_regproc('ensure_partitions') is not null then
    perform ensure_partitions(:events, 1000000);
  end if;
end
$$;

insert into events (position, stream, version, aggregate_type, event_id, type, revision, payload, metadata, recorded_at)
select n + 1,
       stream,
       version,
       'Order',
       gen_random_uuid()::text,
       case version when 1 then ':placed' else ':noted' end,
       '',
       (case version
          when 1 then format('{"order":"%s","customer":"customer/17850","channel":"web","currency":"GBP","totalCents":13912,"lines":[{"sku":"85123A","units":6,"unitPriceCents":255},{"sku":"71053","units":6,"unitPriceCents":339},{"sku":"84406B","units":8,"unitPriceCents":275},{"sku":"84029G","units":6,"unitPriceCents":339}]}', stream)
          else format('{"order":"%s","author":"customer/17850","channel":"web","number":%s,"text":"Please leave the parcel with the neighbour at number 12 if nobody opens the door, and ring twice, since the bell is old and the hall is long. Many thanks!"}', stream, version)
        end)::jsonb,
       format('{"traceId":"%1$s","correlationId":"%1$s"}', gen_random_uuid())::jsonb,
       timestamptz '2026-01-01 00:00:00Z' + n * interval '1 millisecond'
  from (select n,
               'order/00000000-0000-7000-8000-' || lpad((n % :streams)::text, 12, '0') as stream,
               n / :streams + 1 as version
          from generate_series(0::bigint, :events - 1) n) made;

do $$
begin
  if to_regclass('streams') is not null then
    insert into streams (stream, version, since)
    select stream, max(version), min(position) from events group by stream;
  end if;
end
$$;

commit;
