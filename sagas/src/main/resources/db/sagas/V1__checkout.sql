-- How far each reader of the log has come.
create table reader (
  name     text   primary key,
  position bigint not null
);
comment on table reader is 'How far each reader of the log has come, committed with what it did.';
comment on column reader.name is 'As in /ops: <role>.<context>.<name>.';
comment on column reader.position is 'Last position whose effect is kept; 0 when nothing is.';

-- One row per running checkout; it is written at every step and gone when the checkout is over, so
-- there is room on each page to update in place.
create table checkout (
  order_id text  primary key,
  memory   jsonb not null,
  due_at   timestamptz
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
create index checkout_due on checkout (due_at) where due_at is not null;
comment on table checkout is 'The checkouts that are running.';
comment on column checkout.order_id is 'The order; it names the checkout, too.';
comment on column checkout.memory is 'What the checkout remembers: where it stands and what it waits for.';
comment on column checkout.due_at is 'When its limit passes, copied from memory to be found; null when nothing is waited for.';

create table idle_cart (
  cart_id text        primary key,
  touches bigint      not null,
  due_at  timestamptz not null
) with (fillfactor = 80);
create index idle_cart_due on idle_cart (due_at);
comment on table idle_cart is 'Open carts and when each is to be forgotten.';
comment on column idle_cart.touches is 'How often it had been touched; one more, and it stays.';
comment on column idle_cart.due_at is 'When it is forgotten unless it is touched again.';

-- The table that db-scheduler asks for.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
comment on table scheduled_tasks is 'What is done again and again by one node at a time; kept by db-scheduler.';
