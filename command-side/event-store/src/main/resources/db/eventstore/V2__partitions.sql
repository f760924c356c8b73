-- The heads of streams. They are kept behind the append, with each link of the hash chain, and tell
-- the version of streams whose partitions nobody wants to look at, or that are archived.
create table streams (
  stream  text   primary key,
  version bigint not null check (version > 0)
) with (fillfactor = 85);
comment on table  streams is 'The last version of each stream, as far as the hash chain goes.';
comment on column streams.stream is 'Aggregate identifier with its type in front, such as order/1.';
comment on column streams.version is 'Its last version up to the last link, also when it is archived.';

create table partitions (
  first_position bigint primary key,
  last_position  bigint not null check (last_position >= first_position),
  file           text,
  sha256         text,
  first_recorded timestamptz,
  last_recorded  timestamptz,
  constraint partitions_archived_whole
    check (num_nulls(file, sha256, first_recorded, last_recorded) in (0, 4))
);
comment on table  partitions is 'Where each range of positions is: in the table events_<first position>, or in an archived file.';
comment on column partitions.first_position is 'First position of the range.';
comment on column partitions.last_position is 'Last position of the range; the log need not have come so far.';
comment on column partitions.file is 'The archived file that holds the range; null while it is in its table.';
comment on column partitions.sha256 is 'SHA-256 of that file, in hexadecimal.';
comment on column partitions.first_recorded is 'When the earliest event of an archived range was made.';
comment on column partitions.last_recorded is 'When the latest event of an archived range was made.';

create table archived_streams (
  stream         text   not null,
  first_position bigint not null,
  last_version   bigint not null,
  positions      bigint[] not null,
  primary key (stream, first_position)
);
create index archived_streams_by_range on archived_streams (first_position);
comment on table  archived_streams is 'Which positions of an archived range belong to a stream.';
comment on column archived_streams.stream is 'The stream.';
comment on column archived_streams.first_position is 'First position of the archived range.';
comment on column archived_streams.last_version is 'The stream''s last version within the range.';
comment on column archived_streams.positions is 'Its positions within the range, in order.';

create table checkpoints (
  last_position bigint primary key,
  digests       bytea  not null,
  hash          bytea  not null,
  made_at       timestamptz not null default clock_timestamp()
);
comment on table  checkpoints is 'A hash chain over the log, a link for each range of positions.';
comment on column checkpoints.last_position is 'Last position of the range; it begins after the last one of the link before.';
comment on column checkpoints.digests is 'The first 8 bytes of each event''s SHA-256, to name the one that was altered.';
comment on column checkpoints.hash is 'SHA-256 of the hash before and of the whole SHA-256 of each event of the range.';
comment on column checkpoints.made_at is 'When the link was made.';

comment on column snapshots.stream is 'The stream that is remembered.';
comment on column snapshots.version is 'Up to which version.';
comment on column snapshots.aggregate_type is 'Axon''s aggregate type.';
comment on column snapshots.event_id is 'Identifier of the snapshot''s message.';
comment on column snapshots.type is 'Contract name of the state''s shape.';
comment on column snapshots.revision is 'Revision of that shape; another one is not used.';
comment on column snapshots.payload is 'The state as JSON.';
comment on column snapshots.metadata is 'Metadata of the snapshot''s message.';
comment on column snapshots.recorded_at is 'When it was taken, UTC.';

-- What was written so far becomes the first partition, where it stands.
alter table events rename to events_1;
alter index events_pkey rename to events_1_pkey;
alter index events_one_winner_per_version rename to events_1_one_winner_per_version;

create table events (
  like events_1 including constraints including comments,
  primary key (position)
) partition by range (position);
comment on table events is 'The log: every event once, in commit order. Rows are only ever added.';

insert into partitions (first_position, last_position)
select 1, ceil((coalesce(max(position), 0) + 1)::numeric / ${partition_size})::bigint * ${partition_size}
  from events_1;

do $$
declare
  last bigint := (select last_position from partitions);
begin
  execute format('alter table events attach partition events_1 for values from (1) to (%s)', last + 1);
end
$$;

-- A table like the log, outside of it until it is attached. Tables of the log have their own
-- unique index over stream and version, which no index over all partitions can be.
create function make_partition(first bigint) returns void language plpgsql as $$
begin
  execute format('create table events_%s (like events including all)', first);
  execute format('create unique index events_%1$s_one_winner_per_version'
                 ' on events_%1$s (stream, version)', first);
end
$$;
comment on function make_partition is 'Makes the table of a range of positions, not yet attached.';

create function attach_partition(first bigint, last bigint) returns void language plpgsql as $$
begin
  execute format('alter table events attach partition events_%s for values from (%s) to (%s)',
                 first, first, last + 1);
end
$$;
comment on function attach_partition is 'Makes the table of a range of positions a part of the log.';

create function ensure_partitions(until bigint, size bigint) returns bigint language plpgsql as $$
declare
  last bigint;
begin
  last := (select max(last_position) from partitions);
  if last >= until then
    return last;
  end if;
  perform pg_advisory_xact_lock(hashtext('daybook.partitions'));
  last := (select max(last_position) from partitions);
  while last < until loop
    perform make_partition(last + 1);
    perform attach_partition(last + 1, last + size);
    insert into partitions (first_position, last_position) values (last + 1, last + size);
    last := last + size;
  end loop;
  return last;
end
$$;
comment on function ensure_partitions is 'Makes the partitions up to a position, and says how far they go.';
