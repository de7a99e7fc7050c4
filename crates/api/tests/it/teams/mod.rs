mod add_team_member;
mod create_team;
mod delete_team;
mod list_team_members;
mod hidden;
mod list_teams;
mod remove_team_member;
mod update_team;
