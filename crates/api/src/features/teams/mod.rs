//! Teams: sets of users that have rights and can be assigned [PO-2, PO-10].

mod add_team_member;
mod create_team;
mod delete_team;
mod list_team_members;
mod list_teams;
mod many;
mod read_team;
mod remove_team_member;
mod store;
mod update_team;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use many::{Given, all_seen, memberships};
pub use store::{find_team, join, leave};
pub use wire::TeamRow;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_teams::list_teams)
        .service(create_team::create_team)
        .service(read_team::read_team)
        .service(update_team::update_team)
        .service(delete_team::delete_team)
        .service(list_team_members::list_team_members)
        .service(add_team_member::add_team_member)
        .service(remove_team_member::remove_team_member);
}
