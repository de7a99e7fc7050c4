//! The organisation before its first request: pyramid, people, settings.

use authz::ShippedRole;
use chrono::{DateTime, Duration, Utc};
use domain::{Language, Level, fold_case};
use uuid::Uuid;

use super::{
    dice::Dice,
    people::{PEOPLE, Post},
    places::{GROUPS, MAIL_DOMAIN, ORGANISATION, SITES},
    rows::Rows,
    stories::Tongue,
};
use crate::{
    db::entities::{access_grant, instance_settings, node, site, user_account},
    features::{requests::full_name, roles::shipped_rows},
    identity::username::{login_key, skeleton},
};

/// The ids that requests refer to, by position in the lists of places and people.
pub struct Ids {
    pub instance: Uuid,
    pub groups: Vec<Uuid>,
    pub sites: Vec<Uuid>,
    /// In the order of [`ShippedRole::ALL`].
    pub roles: Vec<Uuid>,
    pub people: Vec<Uuid>,
}

/// Founds the organisation at `at`; its people come in over the following days.
pub fn found(rows: &mut Rows, dice: &mut Dice, at: DateTime<Utc>, password_hash: &str) -> Ids {
    let mut ids = build(rows, dice, at);
    for (place, person) in PEOPLE.iter().enumerate() {
        let came = at + Duration::minutes(60 + place as i64 * 137);
        let id = dice.id(came);
        ids.people.push(id);
        rows.people.push(account(place, id, &ids, came, password_hash));
        rows.grants.push(access_grant::Model {
            id: dice.id(came),
            user_id: Some(id),
            team_id: None,
            node_id: post(&ids, person.post),
            role_id: Some(ids.roles[person.role as usize]),
            valid_from: None,
            valid_until: None,
            version: 1,
            created_at: came,
        });
    }
    rows.settings.push(settings(dice.id(at), ids.roles[ShippedRole::BasicUser as usize]));
    ids
}

fn build(rows: &mut Rows, dice: &mut Dice, at: DateTime<Utc>) -> Ids {
    let mut node = |level: Level, parent_id, name: &str| {
        let id = dice.id(at);
        rows.nodes.push(node::Model {
            id,
            level: level.word().to_owned(),
            parent_id,
            name: name.to_owned(),
            name_key: fold_case(name),
            version: 1,
            created_at: at,
        });
        id
    };
    let instance = node(Level::Instance, None, ORGANISATION);
    let groups: Vec<Uuid> =
        GROUPS.iter().map(|name| node(Level::CompanyGroup, Some(instance), name)).collect();
    let sites: Vec<Uuid> =
        SITES.iter().map(|place| node(Level::Site, Some(groups[place.group]), place.name)).collect();
    for (place, id) in SITES.iter().zip(&sites) {
        rows.sites.push(site::Model {
            id: *id,
            group_id: groups[place.group],
            mail_address: format!("{}@{MAIL_DOMAIN}", place.mailbox),
            company: Some(place.company.to_owned()),
            location: Some(place.location.to_owned()),
            version: 1,
        });
    }
    let mut roles = Vec::with_capacity(ShippedRole::ALL.len());
    for shipped in ShippedRole::ALL {
        let (role, permissions) = shipped_rows(shipped, dice.id(at), instance, at);
        roles.push(role.id);
        rows.roles.push(role);
        rows.role_permissions.extend(permissions);
    }
    Ids { instance, groups, sites, roles, people: Vec::with_capacity(PEOPLE.len()) }
}

fn account(
    place: usize,
    id: Uuid,
    ids: &Ids,
    came: DateTime<Utc>,
    password_hash: &str,
) -> user_account::Model {
    let person = &PEOPLE[place];
    let email = person.email();
    let language = if person.tongue == Tongue::French { Language::French } else { Language::English };
    user_account::Model {
        id,
        username_skeleton: skeleton(&login_key(&email)),
        username: email.clone(),
        username_key: login_key(&email),
        email_key: fold_case(&email),
        email,
        first_name: person.first_name.to_owned(),
        last_name: person.last_name.to_owned(),
        name_key: fold_case(&full_name(person.first_name, person.last_name)),
        phone: Some(person.phone(place)),
        language: language.word().to_owned(),
        password_hash: Some(password_hash.to_owned()),
        active: true,
        default_site_id: Some(ids.sites[person.home]),
        home_node_id: Some(post(ids, person.post)),
        suspended_until: None,
        ends_at: None,
        super_administrator: place == 0,
        external_id: None,
        deleted_at: None,
        password_provisional: false,
        authz_version: 1,
        version: 1,
        created_at: came,
    }
}

fn post(ids: &Ids, post: Post) -> Uuid {
    match post {
        Post::Instance => ids.instance,
        Post::Group(group) => ids.groups[group],
        Post::Site(site) => ids.sites[site],
    }
}

fn settings(id: Uuid, default_role: Uuid) -> instance_settings::Model {
    instance_settings::Model {
        id,
        organisation_name: ORGANISATION.to_owned(),
        language: Language::French.word().to_owned(),
        mail_team_on_new_request: true,
        confirm_to_requester: true,
        publish_on_entry: true,
        mail_server: None,
        sealed_mail_password: None,
        unplanned_work: "top".to_owned(),
        demo: true,
        default_role_id: Some(default_role),
        version: 1,
    }
}
