create table events (
  position       bigint      primary key,
  stream         text        not null,
  version        bigint      not null check (version > 0),
  aggregate_type text        not null,
  event_id       text        not null,
  type           text        not null,
  revision       text        not null,
  payload        jsonb       not null,
  metadata       jsonb       not null,
  recorded_at    timestamptz not null,
  constraint events_one_winner_per_version unique (stream, version)
);
comment on table  events is 'The log: every event once, in commit order. Rows are only ever added.';
comment on column events.position is 'Place in the whole log: dense, from 1, in commit order.';
comment on column events.stream is 'Aggregate identifier with its type in front, such as order/1.';
comment on column events.version is 'Place in the stream, from 1 (Axon''s sequence number + 1).';
comment on column events.aggregate_type is 'Axon''s aggregate type, for snapshots and filters.';
comment on column events.event_id is 'The message''s own identifier; a redelivered message keeps it.';
comment on column events.type is 'Contract name of the event, never a class name.';
comment on column events.revision is 'Revision of the event''s shape; upcasters read older ones.';
comment on column events.payload is 'The event as JSON.';
comment on column events.metadata is 'Who, why and in which trace: correlation, causation, actor.';
comment on column events.recorded_at is 'When the event was made, UTC.';

create table receipts (
  key         text        primary key,
  fingerprint text        not null,
  outcome     text        not null,
  position    bigint      not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table  receipts is 'What became of each idempotency key; written in the transaction of its events.';
comment on column receipts.key is 'The idempotency key.';
comment on column receipts.fingerprint is 'Digest of what was asked under the key.';
comment on column receipts.outcome is 'The first answer, in the writer''s own form.';
comment on column receipts.position is 'Last position that the command wrote, 0 for none.';
comment on column receipts.recorded_at is 'When it was written, for cleaning up.';

create table claims (
  kind  text not null,
  value text not null,
  owner text not null,
  constraint claims_held_once primary key (kind, value)
);
create index claims_by_owner on claims (owner, kind);
comment on table  claims is 'Names that one stream at a time may hold, such as an e-mail address.';
comment on column claims.kind is 'What is claimed.';
comment on column claims.value is 'The name itself, or a digest of it.';
comment on column claims.owner is 'The stream that holds it.';

create table snapshots (
  stream         text        primary key,
  version        bigint      not null,
  aggregate_type text        not null,
  event_id       text        not null,
  type           text        not null,
  revision       text,
  payload        jsonb       not null,
  metadata       jsonb       not null,
  recorded_at    timestamptz not null
);
comment on table snapshots is 'The newest remembered state of a stream: a shortcut, never the truth.';
