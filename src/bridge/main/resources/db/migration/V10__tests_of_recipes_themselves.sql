-- What asks for a test of a recipe itself, and not of a pull request: a sweep, a merge, a new version, the operator. Of a
-- merge and of a version the trigger says which branch or tag, and which commit, as it was when it was seen.

alter table triggers add column ref varchar(255);
alter table triggers add column commit_id varchar(40);

-- Who wrote a comment, as whoever told of it said, before the forge was asked: what one account may cause is counted by it.
alter table triggers add column writer_id bigint;
create index triggers_by_writer on triggers (writer_id, seen_at);

-- No comment shows a run that is of no pull request.
update runs set reported = true where pull_request is null;

-- The default branch and the newest versions of a recipe's repository, as they were last seen.
create table recipe_refs (
    forge      varchar(255) not null,
    repository varchar(255) not null,
    kind       varchar(10)  not null,
    name       varchar(255) not null,
    commit_id  varchar(40)  not null,
    seen_at    timestamp(6) with time zone not null,
    primary key (forge, repository, kind, name)
);

-- Repositories whose branch and versions are looked at: now, where "due" is true.
create table recipe_looks (
    forge         varchar(255) not null,
    repository    varchar(255) not null,
    due           boolean      not null,
    due_at        timestamp(6) with time zone not null,
    attempts      integer default 0 not null,
    claimed_until timestamp(6) with time zone,
    claims        bigint  default 0 not null,
    primary key (forge, repository)
);

-- How each recipe itself was when that was last told, by the run that showed it, and which later run was told of where.
create table recipe_levels (
    forge         varchar(255) not null,
    repository    varchar(255) not null,
    run_id        bigint       not null,
    verdict       varchar(20),
    level         integer,
    issue_run     bigint,
    webhook_run   bigint,
    due_at        timestamp(6) with time zone not null,
    attempts      integer default 0 not null,
    claimed_until timestamp(6) with time zone,
    claims        bigint  default 0 not null,
    primary key (forge, repository)
);
-- Whether the verdict of a run that is of no pull request is still to be compared with what was told last.
alter table runs add column level_due boolean default false not null;
create index runs_by_level_due on runs (level_due, repository);
create index runs_by_repository_and_verdict on runs (repository, verdict, id);
