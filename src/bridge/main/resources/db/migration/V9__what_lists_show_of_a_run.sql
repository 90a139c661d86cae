-- What lists, badges and the recipes' pages show of how a run ended, so that none of its results has to be read for them.
-- "rungs" has the status of each rung, lowest first, with commas between; it is empty when the run left no results, and
-- null until that is known: of older runs it is filled in when the ledger is opened.

alter table runs add column took_ms bigint;
alter table runs add column rungs varchar(60);
alter table runs add column failure varchar(1000);
alter table runs add column pictured boolean default false not null;

create index runs_by_recipe_and_verdict on runs (recipe, verdict, id);
create index runs_by_verdict on runs (verdict, id);
create index runs_by_state_and_id on runs (state, id);
create index runs_by_level on runs (level, id);
