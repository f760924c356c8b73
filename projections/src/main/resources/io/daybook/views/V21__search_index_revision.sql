alter table search_index add column revision int;

comment on column search_index.revision is 'Of the definition that the index was made by; null when that was not noted yet.';
