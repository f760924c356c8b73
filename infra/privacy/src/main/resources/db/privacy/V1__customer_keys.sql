create table customer_keys (
  customer_id  text        primary key,
  wrapped_key  bytea,
  destroyed_at timestamptz,
  constraint a_key_or_its_end check ((wrapped_key is null) = (destroyed_at is not null))
);
comment on table  customer_keys is 'One key per customer for their personal fields, under the master key.';
comment on column customer_keys.wrapped_key is 'Null once it is destroyed: then nothing of the customer can be read, anywhere.';
