-- A row is claimed for one step, for a while: "claimed_until" says how long nobody else takes it, "claims" counts the
-- claims, so that a step can tell at its end whether the row is still its own. No connection is held meanwhile.

alter table triggers add column claimed_until timestamp(6) with time zone;
alter table triggers add column claims bigint default 0 not null;

alter table runs add column claimed_until timestamp(6) with time zone;
alter table runs add column claims bigint default 0 not null;

-- A queued run that is being handed to the engine counts for the engine's room as if it were running.
alter table runs add column room_taken boolean default false not null;

alter table reports add column claimed_until timestamp(6) with time zone;
alter table reports add column claims bigint default 0 not null;

alter table pull_request_comments add column claimed_until timestamp(6) with time zone;
alter table pull_request_comments add column claims bigint default 0 not null;
