create table cart (
  cart_id     text        collate "C" primary key,
  customer_id text        collate "C",
  currency    text        not null,
  status      text        not null check (status in ('OPEN', 'CHECKED_OUT', 'ABANDONED')),
  order_id    text        collate "C",
  opened_at   timestamptz not null,
  version     bigint      not null,
  position    bigint      not null
) with (fillfactor = 80);

create table cart_line (
  cart_id        text    collate "C" not null references cart on delete cascade,
  sku            text    collate "C" not null,
  place          bigint  not null,
  name           text    not null,
  units          integer not null,
  price_minor    bigint  not null,
  price_currency text    not null,
  primary key (cart_id, sku)
) with (fillfactor = 90);

comment on table cart is 'Shopping carts.';
comment on column cart_line.place is 'Version of the cart at which the line was first set: the order of the lines.';
