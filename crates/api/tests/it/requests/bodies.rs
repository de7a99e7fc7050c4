//! A good body for every operation that takes one.

use actix_web::http::Method;
use authz::ShippedRole;
use serde_json::{Value, json};

use crate::support::{TestApp, To, id};

/// An operation that takes a body, with one that keeps to its schema and leaves nothing out.
pub struct Operation {
    pub template: &'static str,
    pub method: Method,
    pub path: String,
    pub body: Value,
}

/// Every operation that takes a body; a test compares them with the contract.
pub async fn operations(app: &TestApp) -> Vec<Operation> {
    let request = app.logged_in("hugo").await.enter(app.world.huy, "Froid").await;
    let mail = json!({
        "host": "smtp.example", "port": 587, "security": "starttls", "username": "palier", "password": "swordfish",
        "from_address": "palier@mosane.example", "from_name": "Palier",
    });
    let site = json!({ "name": "Spa", "mail_address": "spa@mosane.example", "company": "SA", "location": "Ardenne" });
    let mut new_site = site.clone();
    new_site["company_group_id"] = json!(app.world.nord);
    let administrator = json!({
        "username": "a", "email": "a@b.example", "first_name": "A", "last_name": "B", "password": "long enough for all",
    });
    let permission = json!({ "action": "view_request", "relation": "own" });
    let role = json!({ "name": "Concierge", "permissions": [permission] });
    let token = "never handed out";
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    let resource = app.manager().await.add_resource("Servais", app.world.huy).await;
    let tag = app.tag("Métier", "Plomberie").await;
    let grant = app.give(To::Team(team), ShippedRole::Visitor, app.world.huy).await;
    let link = app.link(To::Team(team), tag, false, app.world.huy).await;
    let moment = json!("2027-01-01T00:00:00Z");
    let given = json!({
        "role_id": app.world.role(ShippedRole::Reviewer), "switched_on": [permission], "switched_off": [],
        "valid_from": moment, "valid_until": "2028-01-01T00:00:00Z",
    });
    let with = |mut body: Value, more: Value| {
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    let named = json!({ "first_name": "A", "last_name": "B", "phone": "085" });
    let person = with(
        named.clone(),
        json!({
            "language": "fr", "node_id": app.world.huy, "default_site_id": app.world.huy, "external_id": "E-1",
        }),
    );
    let linked = json!({ "edit": true, "valid_from": moment, "valid_until": "2028-01-01T00:00:00Z" });
    let to = json!({ "to": { "kind": "team", "id": team }, "node_id": app.world.huy });
    [
        (Method::POST, "/api/v1/session", json!({ "login": "nadia", "password": "wrong", "stay": true })),
        (Method::PUT, "/api/v1/me/language", json!({ "language": "en" })),
        (Method::POST, "/api/v1/me/terms-acceptance", json!({ "version_id": app.world.huy })),
        (Method::POST, "/api/v1/terms-versions", json!({ "texts": { "fr": "Conditions", "en": "Terms" } })),
        (Method::PUT, "/api/v1/terms-versions/{id}/texts/{language}", json!({ "markdown": "Conditions" })),
        (Method::POST, "/api/v1/links/opening", json!({ "token": token })),
        (Method::POST, "/api/v1/links/password", json!({ "token": token, "password": "long enough for all" })),
        (Method::POST, "/api/v1/links/email", json!({ "token": token })),
        (Method::POST, "/api/v1/password-resets", json!({ "login": "nadia" })),
        (Method::PUT, "/api/v1/me", with(named.clone(), json!({ "default_site_id": app.world.huy }))),
        (Method::PUT, "/api/v1/me/preferences", crate::preferences::all_of(app.world.huy)),
        (Method::PUT, "/api/v1/users/{id}/preferences", crate::preferences::all_of(app.world.huy)),
        (Method::PUT, "/api/v1/me/password", json!({
            "current_password": "long enough for all", "password": "long enough for everybody",
        })),
        (Method::PUT, "/api/v1/me/email", json!({ "email": "a@b.example", "password": "long enough for all" })),
        (Method::POST, "/api/v1/users", with(person.clone(), json!({
            "username": "zoe", "email": "zoe@b.example", "provisional_password": "long enough for all",
        }))),
        (Method::PUT, "/api/v1/users/{id}", person),
        (Method::PUT, "/api/v1/users/{id}/standing", json!({
            "active": true, "suspended_until": moment, "ends_at": "2028-01-01T00:00:00Z",
        })),
        (Method::POST, "/api/v1/users/{id}/deletion", json!({ "successor_id": app.world.person("hugo") })),
        (Method::PUT, "/api/v1/users/{id}/super-administrator", json!({ "super_administrator": true })),
        (Method::PUT, "/api/v1/users/{id}/email", json!({ "email": "a@b.example" })),
        (Method::PUT, "/api/v1/users/{id}/password", json!({ "password": "long enough for all" })),
        (Method::POST, "/api/v1/company-groups", json!({ "name": "Hainaut" })),
        (Method::PUT, "/api/v1/company-groups/{id}", json!({ "name": "Hainaut" })),
        (Method::POST, "/api/v1/sites", new_site),
        (Method::PUT, "/api/v1/sites/{id}/company-group", json!({ "company_group_id": app.world.sud })),
        (Method::POST, "/api/v1/teams", json!({ "name": "Serruriers", "node_id": app.world.huy })),
        (Method::PUT, "/api/v1/teams/{id}", json!({ "name": "Serruriers" })),
        (Method::POST, "/api/v1/resources", json!({
            "first_name": "Luc", "last_name": "Gay", "node_id": app.world.huy, "code": "A1", "colour": 3, "hourly_rate": 100,
        })),
        (Method::PUT, "/api/v1/resources/{id}", json!({
            "first_name": "Luc", "last_name": "Gay", "node_id": app.world.huy, "active": true, "code": "A1", "colour": 3,
            "hourly_rate": 100,
        })),
        (Method::PUT, "/api/v1/resources/{id}/login", json!({ "user_id": app.world.person("nadia") })),
        (Method::POST, "/api/v1/grants", with(given.clone(), to.clone())),
        (Method::PUT, "/api/v1/grants/{id}", given),
        (Method::POST, "/api/v1/tag-grants", with(with(linked.clone(), to), json!({ "tag_id": tag }))),
        (Method::PUT, "/api/v1/tag-grants/{id}", linked),
        (Method::POST, "/api/v1/authorization/explanations", json!({
            "user_id": app.world.person("nadia"), "action": "view_request", "request_id": id(&request),
        })),
        (Method::PUT, "/api/v1/sites/{id}", site),
        (Method::POST, "/api/v1/requests", json!({
            "site_id": app.world.huy, "text": "Froid", "title": "Froid", "noticed_on": "2026-11-20", "confirm_by_mail": true,
            "requester": { "first_name": "A", "last_name": "B", "email": "a@b.example", "phone": "085" },
        })),
        (Method::POST, "/api/v1/roles", role.clone()),
        (Method::PUT, "/api/v1/roles/{id}", role.clone()),
        (Method::POST, "/api/v1/roles/{id}/preview", json!({ "permissions": role["permissions"] })),
        (Method::PUT, "/api/v1/requests/{id}", json!({
            "title": "Froid", "text": "Froid", "noticed_on": "2026-11-20",
            "requester": { "first_name": "A", "last_name": "B", "email": "a@b.example", "phone": "085" },
        })),
        (Method::PUT, "/api/v1/requests/{id}/publication", json!({ "published": false })),
        (Method::POST, "/api/v1/reassignments", json!({
            "request_ids": [app.world.huy], "from": app.world.person("hugo"), "to": app.world.person("thomas"),
        })),
        (Method::PUT, "/api/v1/requests/{id}/assignment", json!({ "assignee_ids": [app.world.person("hugo")] })),
        (Method::PUT, "/api/v1/requests/{id}/tags", json!({ "tag_ids": [app.world.huy] })),
        (Method::POST, "/api/v1/tag-categories", json!({
            "name": "Métier", "node_id": app.world.nord, "colour": 3, "in_lists": true, "position": 1,
        })),
        (Method::PUT, "/api/v1/tag-categories/{id}", json!({
            "name": "Métier", "colour": 3, "in_lists": true, "position": 1,
        })),
        (Method::POST, "/api/v1/tags", json!({ "category_id": app.world.huy, "name": "Chauffage" })),
        (Method::PUT, "/api/v1/tags/{id}", json!({ "name": "Chauffage" })),
        (Method::POST, "/api/v1/tags/{id}/merger", json!({ "into_id": app.world.huy })),
        (Method::PUT, "/api/v1/requests/{id}/status", json!({ "status": "in_progress", "reason": "Parce que" })),
        (Method::POST, "/api/v1/requests/{id}/comments", json!({ "text": "Vu", "internal": true })),
        (Method::PUT, "/api/v1/settings", json!({
            "organisation_name": "Mosane", "language": "fr", "mail_team_on_new_request": true,
            "confirm_to_requester": true, "publish_on_entry": true, "mail": mail,
        })),
        (Method::POST, "/api/v1/settings/test-mail", json!({ "to": "a@b.example" })),
        (Method::POST, "/api/v1/setup", json!({
            "token": token, "organisation_name": "M", "language": "fr", "company_group_name": "Nord",
            "site": { "name": "Huy", "mail_address": "huy@mosane.example" }, "administrator": administrator, "mail": mail,
        })),
        (Method::POST, "/api/v1/setup/test-mail", json!({ "token": token, "mail": mail, "to": "a@b.example", "language": "fr" })),
    ]
    .map(|(method, template, body)| {
        let id = match template {
            _ if template.contains("company-groups") => app.world.nord.to_string(),
            _ if template.contains("users") => app.world.person("nadia").to_string(),
            _ if template.contains("teams") => team.to_string(),
            _ if template.contains("resources") => id(&resource).to_owned(),
            _ if template.contains("tag-grants") => link.to_string(),
            _ if template.contains("grants") => grant.to_string(),
            _ if template.contains("sites") => app.world.huy.to_string(),
            _ if template.contains("roles") => app.world.role(ShippedRole::Editor).to_string(),
            _ => id(&request).to_owned(),
        };
        let path = template.strip_prefix("/api/v1").expect("a path of the API").replace("{id}", &id).replace("{language}", "fr");
        Operation { template, method, path, body }
    })
    .into()
}
