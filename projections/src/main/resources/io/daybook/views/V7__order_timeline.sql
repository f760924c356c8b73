create table order_timeline (
  order_id       text        collate "C" not null,
  position       bigint      not null,
  stream         text        collate "C" not null,
  version        bigint      not null,
  event_id       text        not null,
  what           text        not null,
  at             timestamptz not null,
  who            text,
  why            text,
  amount_minor   bigint,
  currency       text,
  causation_id   text,
  correlation_id text,
  primary key (order_id, position)
);

comment on table order_timeline is 'Every event of an order, its reservation and its payment: who, when, what and why. Rows never change.';
