create table view_head (
  number bigint not null default 0,
  id     uuid   not null default gen_random_uuid()
) with (fillfactor = 10);

insert into view_head default values;

create table view_change (
  number  bigint primary key,
  streams text[]
);

comment on table view_head is 'Number of the last change of rows. Whoever changes rows raises it in the same transaction, so changes commit in the order of their numbers.';
comment on table view_change is 'The last changes of rows, for those who keep copies of them.';
comment on column view_change.streams is 'The streams whose rows may be others now; null for all.';
comment on column view_head.id is 'Names this database: the numbers of another one count other changes.';
