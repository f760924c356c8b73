create table projection_version (
  name               text        collate "C" primary key,
  version            int         not null default 1,
  revision           int         not null,
  newest_version     int         not null default 1,
  switched_at        timestamptz,
  kept_version       int,
  kept_position      bigint,
  task               text check (task in ('REBUILD', 'ROLLBACK', 'ROLL_OUT')),
  next_version       int,
  next_revision      int,
  differs            boolean     not null default false,
  accepts_difference boolean     not null default false,
  began_position     bigint      not null default 0,
  began_at           timestamptz,
  note               text
);

create table projection_next (
  name     text   collate "C" primary key,
  position bigint not null default 0,
  held     bigint not null default 0
) with (fillfactor = 10);

comment on table projection_version is 'Which version of a read model''s tables is read, which was kept, and which is being built beside it.';
comment on column projection_version.revision is 'Of the definition that the rows were last built by.';
comment on column projection_version.kept_position is 'How far the version that was kept had come.';
comment on column projection_version.task is 'What is being done; null when nothing is.';
comment on column projection_version.note is 'Why it does not go on, or how the versions differ.';
comment on table projection_next is 'How far the versions that are being built have come; written in the transaction that changes them.';
comment on column projection_version.differs is 'Whether the next version was found to differ: it is not read until somebody accepts that.';
