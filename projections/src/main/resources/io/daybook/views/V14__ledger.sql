create table ledger_posting (
  position     bigint      primary key,
  debit        text        not null,
  credit       text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  currency     text        collate "C" not null,
  order_id     text        collate "C",
  what         text        not null,
  at           timestamptz not null,
  check (debit <> credit),
  check (debit in ('CUSTOMER', 'REVENUE', 'TAX', 'REFUNDS', 'HELD', 'CLEARING')),
  check (credit in ('CUSTOMER', 'REVENUE', 'TAX', 'REFUNDS', 'HELD', 'CLEARING'))
);

create index ledger_posting_of_order on ledger_posting (order_id, position) where order_id is not null;

create table ledger_balance (
  account      text   not null,
  currency     text   collate "C" not null,
  debit_minor  bigint not null,
  credit_minor bigint not null,
  primary key (account, currency)
) with (fillfactor = 10);

create table ledger_order (
  order_id         text   collate "C" primary key,
  currency         text   collate "C" not null,
  total_minor      bigint not null,
  given_back_minor bigint not null,
  held_minor       bigint not null
) with (fillfactor = 70);

-- A row moves one amount from one account to another, so the rows can't be out of balance. Balances
-- are sums of them, and must not be either, whoever wrote them.
create function ledger_is_balanced() returns trigger language plpgsql as $$
begin
  if (select sum(debit_minor - credit_minor) from ledger_balance where currency = new.currency) <> 0 then
    raise exception 'The ledger is out of balance in %', new.currency using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create constraint trigger ledger_is_balanced after insert or update on ledger_balance
  deferrable initially deferred for each row execute function ledger_is_balanced();

comment on table ledger_posting is 'What each event that moves money debits and credits. Rows never change.';
comment on table ledger_balance is 'Sums of the postings, by account and currency.';
comment on table ledger_order is 'What the ledger has to know of an order; its own copy.';
