alter table projection_position add column held bigint not null default 0;
comment on column projection_position.held is 'Sequences in quarantine: as long as there are none, nobody looks for them.';

create table quarantine (
  reader       text        not null,
  sequence     text        collate "C" not null,
  position     bigint      not null,
  event_type   text        not null,
  event_id     text        not null,
  failure      text        not null,
  attempts     int         not null default 1,
  since        timestamptz not null default clock_timestamp(),
  last_attempt timestamptz not null default clock_timestamp(),
  primary key (reader, sequence)
);

create table quarantined_event (
  reader   text   not null,
  sequence text   collate "C" not null,
  position bigint not null,
  primary key (reader, sequence, position),
  foreign key (reader, sequence) references quarantine on delete cascade
);

comment on table quarantine is 'Rows that stand still since an event of theirs could not be taken, until somebody mends them.';
comment on column quarantine.reader is 'The read model, as in table projection_position, or the search index.';
comment on column quarantine.sequence is 'The key of its rows, which is the id of the streams that write them.';
comment on column quarantine.position is 'The event that failed.';
comment on table quarantined_event is 'The events that wait, the failed one first. They are in the log.';
