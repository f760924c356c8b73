alter table projection_position add column revision int not null default 0;

comment on column projection_position.revision is 'Of the definition that the rows were last built by: programs of an older one leave them alone.';

update projection_position p set revision = v.revision from projection_version v where v.name = p.name;
