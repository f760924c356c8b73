create table audit_position (
  name           text     primary key,
  position       bigint   not null,
  open_skus      text[]   not null default '{}',
  open_positions bigint[] not null default '{}'
) with (fillfactor = 10);

create table audit_stock (
  sku       text    collate "C" primary key,
  booked    bigint  not null,
  shipped   bigint  not null,
  promised  bigint  not null,
  live      bigint  not null,
  broken    boolean not null,
  off       bigint  not null,
  off_since bigint  not null,
  version   bigint  not null,
  position  bigint  not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

create table audit_order (
  order_id       text        collate "C" primary key,
  status         text        not null,
  hold           text        not null,
  goods          boolean     not null,
  total          bigint      not null,
  given_back     bigint      not null,
  authorized     bigint      not null,
  captured       bigint      not null,
  voided         bigint      not null,
  refunded       bigint      not null,
  captures       integer     not null,
  version        bigint      not null,
  order_position bigint      not null,
  unsettled      text,
  since          timestamptz,
  overdue        boolean     not null,
  trail          bigint[]    not null
) with (fillfactor = 60);

create index audit_order_unsettled on audit_order (since) where unsettled is not null;

create table audit_breach (
  id          bigint      generated always as identity primary key,
  invariant   text        not null,
  subject     text        collate "C" not null,
  position    bigint      not null,
  detail      text        not null,
  events      jsonb       not null,
  passing     boolean     not null,
  found_at    timestamptz not null default now(),
  resolved_at timestamptz,
  unique (invariant, subject, position, detail)
);

create index audit_breach_open on audit_breach (invariant, subject) where resolved_at is null;

comment on table audit_position is 'How far the auditor has come, and what the append touched in whose middle it may be.';
comment on table audit_stock is 'Stock of every sku as the auditor adds it up: from stock events and from reservations.';
comment on column audit_stock.off is 'Promised less live reservations when that was last told.';
comment on table audit_order is 'Every order with its reservation and its payment as the auditor adds them up; minor units.';
comment on column audit_order.unsettled is 'The invariant that it still has to meet; null when it is done.';
comment on table audit_breach is 'What the auditor found. Open while resolved_at is null.';
comment on column audit_breach.passing is 'Whether it is over when the invariant holds again; else it stays.';
