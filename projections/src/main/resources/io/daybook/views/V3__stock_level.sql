create table stock_level (
  sku                   text   collate "C" primary key,
  received              bigint not null,
  adjusted              bigint not null,
  shipped               bigint not null,
  on_hand               bigint not null,
  promised              bigint not null,
  availability_position bigint not null,
  version               bigint not null,
  position              bigint not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

comment on table stock_level is 'Stock of every sku. Half of each page is free, since rows change often and no indexed column does.';
comment on column stock_level.availability_position is 'Position that last turned available into sold out or back: the search index cares for nothing else.';
