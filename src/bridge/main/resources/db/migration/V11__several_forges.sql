-- A row's forge is the key of its settings, no longer host and port of its address: a forge that gets another address keeps its
-- rows, and there may be several. Until now there was one; it is "gitea", as its settings are called. Where its address has
-- changed before, older rows have another forge's name, with which nothing was done any more; they keep it.

create table newest_forge (forge varchar(255));
insert into newest_forge (forge)
select coalesce((select forge from triggers where id = (select max(id) from triggers)),
                (select max(forge) from repositories),
                (select max(forge) from accounts));

update repositories set forge = 'gitea' where forge = (select forge from newest_forge);
update accounts set forge = 'gitea' where forge = (select forge from newest_forge);
update unread_pull_requests set forge = 'gitea' where forge = (select forge from newest_forge);
update pull_request_comments set forge = 'gitea' where forge = (select forge from newest_forge);
update recipe_refs set forge = 'gitea' where forge = (select forge from newest_forge);
update recipe_looks set forge = 'gitea' where forge = (select forge from newest_forge);
update recipe_levels set forge = 'gitea' where forge = (select forge from newest_forge);
update runs set forge = 'gitea' where forge = (select forge from newest_forge);
update triggers set forge = 'gitea' where forge = (select forge from newest_forge);

drop table newest_forge;
