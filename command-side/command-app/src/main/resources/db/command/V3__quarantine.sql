alter table reader_positions rename to reader;
alter table reader rename column reader to name;

-- Sequences that a reader could not take further. They are few; their events stay in the log.
create table quarantine (
  reader       text        not null,
  sequence     text        not null,
  position     bigint      not null,
  event_type   text        not null,
  event_id     text        not null,
  failure      text        not null,
  attempts     int         not null default 1,
  since        timestamptz not null default clock_timestamp(),
  last_attempt timestamptz not null default clock_timestamp(),
  primary key (reader, sequence)
);
comment on table quarantine is 'Payments that failed at an event, until somebody mends them.';
comment on column quarantine.reader is 'As in table reader.';
comment on column quarantine.sequence is 'What the waiting events have in common: the order that is paid for.';
comment on column quarantine.position is 'The event that failed.';
comment on column quarantine.failure is 'What the last attempt came to.';

create table quarantined_event (
  reader   text   not null,
  sequence text   not null,
  position bigint not null,
  primary key (reader, sequence, position),
  foreign key (reader, sequence) references quarantine on delete cascade
);
comment on table quarantined_event is 'The events of such a payment, in order, the failed one first.';
