-- So many events in streams of the same length, as Daybook's own statement would have left them.
begin;
set local synchronous_commit = off;

select ensure_partitions(:events + 1000000, 1000000);

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

-- As if the hash chain had followed: the heads of all streams, and a made-up link from which it goes on.
insert into streams (stream, version)
select stream, max(version) from events group by stream;

insert into checkpoints (last_position, digests, hash)
values (:events, '', sha256('filled'));

commit;
