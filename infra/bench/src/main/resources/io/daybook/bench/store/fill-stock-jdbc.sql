-- The same events as in fill-daybook.sql, as Axon's JDBC engine would have left them.
begin;
set local synchronous_commit = off;

insert into DomainEventEntry (aggregateIdentifier, sequenceNumber, type, eventIdentifier, metaData, payload,
                              payloadRevision, payloadType, timeStamp)
select stream,
       version - 1,
       'Order',
       gen_random_uuid()::text,
       convert_to(format('{"traceId":"%1$s","correlationId":"%1$s"}', gen_random_uuid()), 'UTF8'),
       convert_to(
         case version
           when 1 then format('{"order":"%s","customer":"customer/17850","channel":"web","currency":"GBP","totalCents":13912,"lines":[{"sku":"85123A","units":6,"unitPriceCents":255},{"sku":"71053","units":6,"unitPriceCents":339},{"sku":"84406B","units":8,"unitPriceCents":275},{"sku":"84029G","units":6,"unitPriceCents":339}]}', stream)
           else format('{"order":"%s","author":"customer/17850","channel":"web","number":%s,"text":"Please leave the parcel with the neighbour at number 12 if nobody opens the door, and ring twice, since the bell is old and the hall is long. Many thanks!"}', stream, version)
         end, 'UTF8'),
       null,
       case version when 1 then ':placed' else ':noted' end,
       to_char(timestamp '2026-01-01 00:00:00' + n * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  from (select n,
               'order/00000000-0000-7000-8000-' || lpad((n % :streams)::text, 12, '0') as stream,
               n / :streams + 1 as version
          from generate_series(0::bigint, :events - 1) n) made
 order by n;

commit;
