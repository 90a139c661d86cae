-- Why a run or a comment became what it did is kept as JSON with a code and its arguments, of which package report makes
-- English. What an older version kept as a sentence gets the code "text". Control characters stay as they are: the
-- reader allows them.

alter table runs alter column sentence set data type text;
alter table runs alter column stop_reason set data type text;
alter table triggers alter column reason set data type text;

update runs set stop_reason = 'it was asked to end' where stop_asked_at is not null and stop_reason is null;
update runs set sentence = '{"code":"text","text":"' || replace(replace(sentence, '\', '\\'), '"', '\"') || '"}'
where sentence is not null;
update runs set stop_reason = '{"code":"text","text":"' || replace(replace(stop_reason, '\', '\\'), '"', '\"') || '"}'
where stop_reason is not null;
update triggers set reason = '{"code":"text","text":"' || replace(replace(reason, '\', '\\'), '"', '\"') || '"}'
where reason is not null;

-- What the engine said when it could not launch a run, for the sentence of a run that never started.
alter table runs add column launch_fault text;

-- Names of the field.

alter table runs rename column sentence to end_reason;
alter table runs rename column stop_asked_at to stop_requested_at;
alter table runs rename column events_read to events_offset;
alter table run_events rename column happened_at to occurred_at;

-- Nothing reads it: the event "started" of the stage "run" says the same.
alter table runs drop column started_at;

alter table shown rename to published;
alter table published rename column shown_at to published_at;

alter table conversations rename to pull_request_comments;
alter table pull_request_comments rename column shown_at to published_at;

alter table turns rename to locks;

alter table positions rename to cursors;
update cursors set name = 'gitea-comments' where name = 'polled';
update cursors set name = 'first-start' where name = 'first start';
