-- The branch that a pull request is for: its run upgrades from where the commit left that.
alter table runs add column target_branch varchar(255);
