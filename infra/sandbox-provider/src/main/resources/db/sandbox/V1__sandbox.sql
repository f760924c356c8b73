create table payment (
  order_id       text   primary key,
  reference      text   not null,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       text   not null,
  card           text   not null,
  state          text   not null check (state in ('DECLINED', 'PENDING', 'AUTHORIZED', 'CAPTURED', 'VOIDED')),
  captured_minor bigint not null default 0 check (captured_minor in (0, amount_minor)),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and captured_minor)
);
comment on table payment is 'What is held, was taken and given back, by the caller''s name of the payment.';
comment on column payment.amount_minor is 'Minor units of the currency.';

create table entry (
  id           bigint generated always as identity primary key,
  order_id     text        not null references payment,
  kind         text        not null check (kind in ('AUTHORIZE', 'DECLINE', 'CAPTURE', 'VOID', 'REFUND')),
  amount_minor bigint      not null,
  call_key     text        not null,
  made_at      timestamptz not null default clock_timestamp()
);
create index entry_by_order on entry (order_id);
comment on table entry is 'The ledger: everything that was done, once each; rows are only ever added.';

create table call (
  key    text primary key,
  asked  text not null,
  answer text,
  card   text
);
comment on table call is 'Every call by its idempotency key, with its answer; written with its effect.';

create table webhook (
  id           text        primary key,
  order_id     text        not null references payment,
  body         text        not null,
  due_at       timestamptz not null,
  attempts     int         not null default 0,
  delivered_at timestamptz
);
create index webhook_due on webhook (due_at) where delivered_at is null;
comment on table webhook is 'What is to be told, until it is taken.';

-- What the sandbox kept when it was a part of the command side.
do $$
begin
  if to_regclass('sandbox_provider.payments') is not null then
    insert into payment
    select order_id, reference, amount_minor, currency, card, state, captured_minor, refunded_minor
    from sandbox_provider.payments;
    insert into call (key, asked, answer, card)
    select key,
           'refunds {"orderId":"' || order_id || '","amount":{"minor":' || r.amount_minor
               || ',"currency":"' || currency || '"}}',
           '{"status":"refunded"}', 'GOOD'
    from sandbox_provider.refunds r join sandbox_provider.payments using (order_id);
    insert into webhook (id, order_id, body, due_at)
    select id, order_id, body, due_at from sandbox_provider.webhooks where delivered_at is null;
    drop schema sandbox_provider cascade;
  end if;
end $$;
