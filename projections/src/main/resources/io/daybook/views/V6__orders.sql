create table orders (
  order_id        text        collate "C" primary key,
  placed_position bigint      not null,
  customer_id     text        collate "C",
  channel         text        not null,
  country         text        not null,
  status          text        not null check (status in ('PLACED', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
  was_confirmed   boolean     not null,
  reject_reason   text,
  cancel_reason   text,
  currency        text        not null,
  total_minor     bigint      not null,
  line_count      integer     not null,
  units           bigint      not null,
  returned_minor  bigint      not null,
  credited_minor  bigint      not null,
  placed_at       timestamptz not null,
  shipped_at      timestamptz,
  lines           jsonb       not null,
  version         bigint      not null,
  position        bigint      not null
) with (fillfactor = 80, toast_tuple_target = 256);

create unique index orders_placed on orders (placed_position);
create index orders_of_customer on orders (customer_id, placed_position) where customer_id is not null;
create index orders_by_status on orders (status, placed_position);

comment on table orders is 'Orders. The lines never change and lie outside the row, so that a change of status copies little.';
comment on column orders.placed_position is 'Position of the event that placed it: newest first is this, backwards.';
comment on column orders.lines is 'number, kind, sku, description, units, unitMinor of every line.';
