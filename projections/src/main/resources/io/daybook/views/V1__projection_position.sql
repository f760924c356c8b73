create table projection_position (
  name     text   collate "C" primary key,
  position bigint not null default 0
) with (fillfactor = 10);

comment on table projection_position is 'How far each read model has come; written in the transaction that changes the read model.';
comment on column projection_position.position is 'Last position of the log whose effect is in the read model.';
