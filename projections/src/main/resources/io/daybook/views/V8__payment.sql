create table payment (
  order_id               text   collate "C" primary key,
  status                 text,
  currency               text,
  requested_minor        bigint,
  authorized_minor       bigint,
  captured_minor         bigint,
  refund_requested_minor bigint not null,
  refunded_minor         bigint not null,
  decline_reason         text,
  version                bigint not null,
  position               bigint not null
) with (fillfactor = 70);

comment on table payment is 'The one payment of an order. Amounts are null until it came so far.';
