create table search_index (
  name     text   collate "C" primary key,
  uuid     text   not null,
  position bigint not null,
  changed  bigint not null
) with (fillfactor = 10);

comment on table search_index is 'How far each search index has come.';
comment on column search_index.uuid is 'Elasticsearch''s own name of the index: another one is empty and is filled anew.';
comment on column search_index.changed is 'Last position at which a document was sent; what came before needs no second refresh.';
