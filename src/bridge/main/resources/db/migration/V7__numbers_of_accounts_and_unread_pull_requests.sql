-- Accounts that settings name: the forge's number, which an account keeps when its name goes to somebody else.
create table accounts (
    forge    varchar(255) not null,
    login    varchar(255) not null,
    forge_id bigint       not null,
    primary key (forge, login)
);

-- Pull requests whose comments could not be read, since when, and when to try again.
create table unread_pull_requests (
    forge        varchar(255) not null,
    repository   varchar(255) not null,
    pull_request integer      not null,
    since        timestamp(6) with time zone not null,
    reason       varchar(1000) not null,
    attempts     integer      not null,
    due_at       timestamp(6) with time zone not null,
    primary key (forge, repository, pull_request)
);
