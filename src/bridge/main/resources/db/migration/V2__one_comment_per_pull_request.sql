-- One comment per pull request instead of one per run; who asked is known by number; a run may be quick, and may be told
-- to end for a reason.

alter table runs add column author_id bigint default 0 not null;
alter table runs add column mode varchar(20) default 'full' not null;
alter table runs add column stop_reason varchar(1000);
alter table runs add column stop_sent_at timestamp(6) with time zone;

-- Whether the pull request shows how the run ended; until then its comment is looked at.
alter table runs add column reported boolean default false not null;
create index runs_by_reported on runs (reported, repository, pull_request);
update runs set reported = true
where state = 'finished' and trigger_id in (select trigger_id from reports where settled = true);

alter table triggers add column author_id bigint;
create index triggers_by_author on triggers (author_id, decided_at);

-- The one comment of a pull request, and what it last showed.
create table conversations (
    forge        varchar(255) not null,
    repository   varchar(255) not null,
    pull_request integer      not null,
    remote_id    bigint,
    digest       varchar(64)  default '' not null,
    shown_at     timestamp(6) with time zone,
    attempts     integer default 0 not null,
    due_at       timestamp(6) with time zone default current_timestamp not null,
    primary key (repository, pull_request, forge)
);

-- A run that is under way has a comment of its own: that becomes the one of its pull request.
insert into conversations (forge, repository, pull_request, remote_id)
select r.forge, r.repository, r.pull_request, max(s.remote_id)
from runs r join shown s on s.trigger_id = r.trigger_id and s.effect = 'comment'
where r.reported = false
group by r.forge, r.repository, r.pull_request;

-- What only one step may do at a time, over all bridges on this ledger: it locks the row.
create table turns (
    name varchar(20) primary key
);
insert into turns (name) values ('admission');
