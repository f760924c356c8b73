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
comment on table quarantine is 'Orders whose checkout failed at an event, until somebody mends them.';
comment on column quarantine.reader is 'As in table reader.';
comment on column quarantine.sequence is 'What the waiting events have in common: the order.';
comment on column quarantine.position is 'The event that failed; 0 for a deadline.';
comment on column quarantine.failure is 'What the last attempt came to.';

create table quarantined_event (
  reader   text   not null,
  sequence text   not null,
  position bigint not null,
  primary key (reader, sequence, position),
  foreign key (reader, sequence) references quarantine on delete cascade
);
comment on table quarantined_event is 'The events of such an order, in order, the failed one first.';

alter table checkout add column progressed_at timestamptz not null default clock_timestamp();
comment on column checkout.progressed_at is 'When it last took a step.';
