-- The sandbox payment provider is outside of Daybook: it has a schema of its own, which nothing else reads.
create schema sandbox_provider;

create table sandbox_provider.payments (
  order_id       text   primary key,
  authorize_key  text   not null,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       text   not null,
  card           text   not null,
  answer         text   not null,
  state          text   not null check (state in ('DECLINED', 'PENDING', 'AUTHORIZED', 'CAPTURED', 'VOIDED')),
  reference      text   not null,
  captured_minor bigint not null default 0 check (captured_minor in (0, amount_minor)),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and captured_minor)
);
comment on table sandbox_provider.payments is 'What the sandbox holds, took and gave back, per order.';

create table sandbox_provider.refunds (
  key          text   primary key,
  order_id     text   not null references sandbox_provider.payments,
  amount_minor bigint not null check (amount_minor > 0)
);
comment on table sandbox_provider.refunds is 'Every refund once, under the caller''s idempotency key.';

create table sandbox_provider.webhooks (
  id           text        primary key,
  order_id     text        not null references sandbox_provider.payments,
  body         text        not null,
  due_at       timestamptz not null,
  delivered_at timestamptz
);
create index webhooks_due on sandbox_provider.webhooks (due_at) where delivered_at is null;
comment on table sandbox_provider.webhooks is 'What the sandbox has to tell, until it is taken.';
