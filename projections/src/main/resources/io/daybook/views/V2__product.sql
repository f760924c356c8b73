create table product (
  sku            text    collate "C" primary key,
  name           text,
  description    text,
  category       text,
  price_minor    bigint,
  price_currency text,
  listed         boolean,
  version        bigint  not null,
  position       bigint  not null
) with (fillfactor = 90);

comment on table product is 'Products as they are now, delisted ones too.';
comment on column product.price_minor is 'List price of one unit in minor units.';
