create table customer (
  customer_id   text        collate "C" primary key,
  email         text,
  name          text,
  country       text,
  erased        boolean     not null,
  registered_at timestamptz,
  version       bigint      not null,
  position      bigint      not null
);

comment on table customer is 'Customers. Personal fields are ciphertext under the customer''s own key, and gone after an erasure.';
