create table stripe_intents (
  order_id  text        primary key,
  key       text        not null,
  intent    text        not null unique,
  stored_at timestamptz not null default clock_timestamp()
);
comment on table stripe_intents is 'Stripe''s payment intent of each order, written before it is confirmed: who starts again goes on with the same.';
