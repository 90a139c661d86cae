-- A trigger has a source: a comment (or the text of a review), a sweep's time, or the operator. What makes it one and the
-- same is a key of that source's own; for a comment, the forge's number of it. What was "source" is the way that a comment
-- came. A run that nobody's pull request is about has none.

alter table triggers rename column source to channel;
alter table triggers alter column channel drop not null;
alter table triggers add column source varchar(20) default 'comment' not null;
alter table triggers add column source_key varchar(100);
update triggers set source_key = cast(comment_id as varchar(100));
alter table triggers alter column source_key set not null;
alter table triggers drop constraint one_trigger_per_comment;
alter table triggers add constraint one_trigger_per_key unique (forge, repository, source, source_key);
alter table triggers alter column comment_id drop not null;
alter table triggers alter column pull_request drop not null;

alter table runs add column source varchar(20) default 'comment' not null;
alter table runs alter column pull_request drop not null;
