create table reader_positions (
  reader   text   primary key,
  position bigint not null
);
comment on table reader_positions is 'How far each of the command side''s own readers of the log has come.';

create table price_list (
  sku         text    primary key,
  name        text    not null,
  price_minor bigint  not null,
  currency    text    not null,
  on_sale     boolean not null
);
comment on table price_list is 'The cart''s own copy of names and list prices, fed by the catalogue''s events.';

create table parked_webhooks (
  webhook_id text        primary key,
  provider   text        not null,
  order_id   text        not null,
  body       text        not null,
  parked_at  timestamptz not null default clock_timestamp()
);
create index parked_webhooks_by_order on parked_webhooks (order_id);
comment on table parked_webhooks is 'What the provider told about orders whose payment was not there yet.';
