create table sales (
  day             date   not null,
  sku             text   collate "C" not null,
  country         text   collate "C" not null,
  currency        text   collate "C" not null,
  orders          bigint not null default 0,
  sold_units      bigint not null default 0,
  sold_minor      bigint not null default 0,
  cancelled_units bigint not null default 0,
  cancelled_minor bigint not null default 0,
  returned_units  bigint not null default 0,
  returned_minor  bigint not null default 0,
  credited_units  bigint not null default 0,
  credited_minor  bigint not null default 0,
  primary key (day, sku, country, currency)
) with (fillfactor = 70);

comment on table sales is 'Sums of the lines of confirmed orders and of what was taken back.';
comment on column sales.sku is 'Empty where money names no product, and for the count of orders.';
