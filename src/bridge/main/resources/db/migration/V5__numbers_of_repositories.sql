-- Watched repositories: the forge's number, the name in the setting and in this ledger, the name that the forge has now.
create table repositories (
    forge        varchar(255) not null,
    forge_id     bigint       not null,
    name         varchar(255) not null,
    current_name varchar(255) not null,
    primary key (forge, forge_id),
    constraint one_number_per_name unique (forge, name)
);
