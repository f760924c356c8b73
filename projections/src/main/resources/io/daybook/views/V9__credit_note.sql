create table credit_note (
  position       bigint      primary key,
  credit_note_id text        collate "C" not null,
  order_id       text        collate "C",
  customer_id    text        collate "C",
  country        text,
  currency       text        not null,
  total_minor    bigint      not null,
  reason         text        not null,
  issued_at      timestamptz not null,
  lines          jsonb       not null,
  version        bigint      not null
);

create index credit_note_id on credit_note (credit_note_id);

comment on table credit_note is 'Credit notes with and without an order. Rows never change.';
