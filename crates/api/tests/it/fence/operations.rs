//! Every operation of the contract, aimed at what belongs to the company group Nord.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{
    pictures::some_picture,
    support::{Answer, Client, PASSWORD, TestApp},
};

/// One operation, and what those get who have no business with Nord.
pub struct Probe {
    pub operation: &'static str,
    pub method: Method,
    path: &'static str,
    body: fn(&Target) -> Option<Value>,
    /// Without logging in.
    pub nobody: u16,
    /// A visitor of another company group.
    pub stranger: u16,
    /// A visitor of the site, who may read what is published there.
    pub reader: u16,
}

/// What the probes aim at, all of it in Nord.
pub struct Target {
    pub request: String,
    pub letter: String,
    pub team: String,
    /// A worker without a login, with a photo.
    pub resource: String,
    pub grant: String,
    pub link: String,
    pub tag_category: String,
    /// Borne by the request and linked to the team.
    pub tag: String,
    /// Of the same axis: what `tag` may be merged into.
    pub other_tag: String,
    /// Nothing bears it, nobody is linked to it.
    pub loose_tag: String,
    /// Holds no tags.
    pub empty_category: String,
    /// Nobody holds it.
    pub role: String,
    /// The terms of use in force, which everybody has accepted.
    pub terms: String,
    pub app: World,
}

/// The ids that bodies need.
pub struct World {
    pub nord: uuid::Uuid,
    pub huy: uuid::Uuid,
    pub liege: uuid::Uuid,
    pub nadia: uuid::Uuid,
    pub thomas: uuid::Uuid,
    pub editor: uuid::Uuid,
}

impl Target {
    /// All of these are the id `id`.
    pub fn nowhere(app: &TestApp, id: &str) -> Self {
        let id = || id.to_owned();
        Self {
            request: id(),
            letter: id(),
            team: id(),
            resource: id(),
            grant: id(),
            link: id(),
            tag_category: id(),
            tag: id(),
            other_tag: id(),
            loose_tag: id(),
            empty_category: id(),
            role: id(),
            terms: id(),
            app: World::of(app),
        }
    }
}

impl World {
    pub fn of(app: &TestApp) -> Self {
        Self {
            nord: app.world.nord,
            huy: app.world.huy,
            liege: app.world.liege,
            nadia: app.world.person("nadia"),
            thomas: app.world.person("thomas"),
            editor: app.world.role(authz::ShippedRole::Editor),
        }
    }
}

impl Probe {
    /// Sends it to any version, where it changes something.
    pub async fn send(&self, by: &Client, target: &Target) -> Answer {
        let changes = self.method == Method::PUT
            || ["delete_", "merge_"].iter().any(|word| self.operation.starts_with(word));
        let by = if changes { by.with("if-match", "*") } else { by.clone() };
        self.send_as_is(&by, target).await
    }

    /// Sends it with the headers that `by` has, and no others.
    pub async fn send_as_is(&self, by: &Client, target: &Target) -> Answer {
        if self.method == Method::PUT && (self.path.ends_with("/photo") || self.path.ends_with("/signature"))
        {
            return by.put_file(&self.path_to(target), "image/png", some_picture()).await;
        }
        if self.operation.contains("import") && self.method == Method::POST {
            let file = "username;email;home\npirate.du.fichier;fichier@pirate.example;Nord\n";
            return by.post_file(&self.path_to(target), "text/csv", file.into()).await;
        }
        let body = (self.body)(target).map(|body| body.to_string());
        by.send(self.method.clone(), &self.path_to(target), body).await
    }

    fn path_to(&self, target: &Target) -> String {
        let World { nord, huy, nadia, .. } = &target.app;
        let [nord, huy, nadia] = [nord, huy, nadia].map(ToString::to_string);
        let places = [
            ("{request}", &target.request),
            ("{letter}", &target.letter),
            ("{team}", &target.team),
            ("{resource}", &target.resource),
            ("{grant}", &target.grant),
            ("{link}", &target.link),
            ("{role}", &target.role),
            ("{terms}", &target.terms),
            ("{tag_category}", &target.tag_category),
            ("{empty_category}", &target.empty_category),
            ("{tag}", &target.tag),
            ("{loose_tag}", &target.loose_tag),
            ("{nord}", &nord),
            ("{huy}", &huy),
            ("{nadia}", &nadia),
        ];
        places.into_iter().fold(self.path.to_owned(), |path, (place, id)| path.replace(place, id))
    }
}

fn none(_: &Target) -> Option<Value> {
    None
}

/// What is made and what is renamed must not get into each other's way.
const MADE: &str = "Pirate";
const RENAMED: &str = "Corsaire";
const PIRATES: &str = "quinze hommes sur le coffre";

fn renamed(_: &Target) -> Option<Value> {
    Some(json!({ "name": RENAMED }))
}

fn site(name: &str) -> Value {
    json!({ "name": name, "mail_address": "thief@pirate.example" })
}

fn set_up(_: &Target) -> Option<Value> {
    Some(crate::instance::answers("guess"))
}

fn role(name: &str) -> Option<Value> {
    let permissions = json!([{ "action": "view_request", "relation": "any" }]);
    Some(json!({ "name": name, "permissions": permissions }))
}

fn terms(word: &str) -> Option<Value> {
    Some(json!({ "texts": { "fr": word, "en": word } }))
}

fn mail_server() -> Value {
    json!({ "host": "127.0.0.1", "port": 1, "security": "none", "from_address": "thief@pirate.example" })
}

fn settings(_: &Target) -> Option<Value> {
    Some(json!({
        "organisation_name": "Pirate", "language": "en", "mail_team_on_new_request": false,
        "confirm_to_requester": false, "publish_on_entry": false, "mail": mail_server(),
    }))
}

fn tag_category(target: &Target) -> Option<Value> {
    let node = target.app.nord;
    Some(json!({ "name": MADE, "node_id": node, "colour": 1, "in_lists": true, "position": 1 }))
}

macro_rules! probes {
    ($($operation:ident $method:ident $path:literal ($body:expr) $nobody:literal $stranger:literal $reader:literal;)+) => {
        vec![$(Probe {
            operation: stringify!($operation), method: Method::$method, path: $path, body: $body,
            nobody: $nobody, stranger: $stranger, reader: $reader,
        }),+]
    };
}

/// The table. An operation that is missing here fails the tests.
pub fn probes() -> Vec<Probe> {
    probes! {
        read_instance GET "/instance" (none) 200 200 200;
        read_signing_keys GET "//.well-known/jwks.json" (none) 200 200 200;
        complete_setup POST "/setup" (set_up) 409 409 409;
        test_setup_mail POST "/setup/test-mail" (|_| Some(json!({
            "token": "guess", "to": "thief@pirate.example", "language": "fr", "mail": mail_server(),
        }))) 409 409 409;
        log_in POST "/session" (|_| Some(json!({ "login": "claire", "password": "a wrong passphrase" }))) 401 401 401;
        refresh_session POST "/session/refresh" (none) 401 200 200;
        read_me GET "/me" (none) 401 200 200;
        change_my_language PUT "/me/language" (|_| Some(json!({ "language": "fr" }))) 401 200 200;
        read_my_photo GET "/me/photo" (none) 401 404 404;
        set_my_photo PUT "/me/photo" (none) 401 200 200;
        remove_my_photo DELETE "/me/photo" (none) 401 204 204;
        read_my_signature GET "/me/signature" (none) 401 404 404;
        set_my_signature PUT "/me/signature" (none) 401 200 200;
        remove_my_signature DELETE "/me/signature" (none) 401 204 204;
        read_user_photo GET "/users/{nadia}/photo" (none) 401 404 404;
        set_user_photo PUT "/users/{nadia}/photo" (none) 401 404 404;
        remove_user_photo DELETE "/users/{nadia}/photo" (none) 401 404 404;
        open_link POST "/links/opening" (|_| Some(json!({ "token": "guess" }))) 410 410 410;
        choose_password POST "/links/password" (|_| Some(json!({ "token": "guess", "password": PIRATES }))) 410 410 410;
        confirm_email POST "/links/email" (|_| Some(json!({ "token": "guess" }))) 410 410 410;
        ask_password_reset POST "/password-resets" (|_| Some(json!({ "login": "pirate" }))) 202 202 202;
        update_me PUT "/me" (|_| Some(json!({ "first_name": "Pirate" }))) 401 200 200;
        change_my_password PUT "/me/password" (|_| Some(json!({ "password": PIRATES }))) 401 422 422;
        change_my_email PUT "/me/email" (|_| Some(json!({ "email": "thief@pirate.example", "password": "a wrong passphrase" }))) 401 422 422;
        list_my_sessions GET "/me/sessions" (none) 401 200 200;
        end_my_other_sessions DELETE "/me/sessions" (none) 401 204 204;
        cancel_my_email_change DELETE "/me/email" (none) 401 204 204;
        read_my_preferences GET "/me/preferences" (none) 401 200 200;
        update_my_preferences PUT "/me/preferences" (|_| Some(crate::preferences::wish())) 401 200 200;
        export_my_data GET "/me/export" (none) 401 200 200;
        end_my_session DELETE "/me/sessions/{nadia}" (none) 401 404 404;
        read_terms GET "/terms" (none) 401 200 200;
        accept_terms POST "/me/terms-acceptance" (|target| Some(json!({ "version_id": target.terms }))) 401 200 200;
        list_terms_versions GET "/terms-versions" (none) 401 403 403;
        create_terms_version POST "/terms-versions" (|_| terms(MADE)) 401 403 403;
        read_terms_version GET "/terms-versions/{terms}" (none) 401 403 403;
        correct_terms PUT "/terms-versions/{terms}/texts/fr" (|_| Some(json!({ "markdown": RENAMED }))) 401 403 403;
        list_terms_acceptances GET "/terms-versions/{terms}/acceptances" (none) 401 403 403;
        list_company_groups GET "/company-groups" (none) 401 200 200;
        create_company_group POST "/company-groups" (|_| Some(json!({ "name": "Pirate" }))) 401 403 403;
        list_sites GET "/sites" (none) 401 200 200;
        create_site POST "/sites" (|target| {
            let mut body = site(MADE);
            body["company_group_id"] = json!(target.app.nord);
            Some(body)
        }) 401 422 403;
        update_site PUT "/sites/{huy}" (|_| Some(site(RENAMED))) 401 404 403;
        move_site PUT "/sites/{huy}/company-group" (|target| Some(json!({ "company_group_id": target.app.nord }))) 401 404 403;
        update_company_group PUT "/company-groups/{nord}" (renamed) 401 404 403;
        list_nodes GET "/nodes" (none) 401 200 200;
        list_users GET "/users" (none) 401 200 200;
        create_user POST "/users" (|target| Some(crate::users::newcomer("pirate", target.app.nord))) 401 422 403;
        check_username GET "/usernames/pirate" (none) 401 403 403;
        read_import_template GET "/user-imports/template" (none) 401 200 200;
        plan_user_import POST "/user-imports/plan" (none) 401 403 403;
        import_users POST "/user-imports" (none) 401 403 403;
        read_user GET "/users/{nadia}" (none) 401 404 404;
        update_user PUT "/users/{nadia}" (|target| Some(json!({ "language": "fr", "node_id": target.app.huy }))) 401 404 404;
        change_user_standing PUT "/users/{nadia}/standing" (|_| Some(json!({ "active": true }))) 401 404 404;
        delete_user POST "/users/{nadia}/deletion" (|target| Some(json!({ "successor_id": target.app.thomas }))) 401 404 404;
        change_super_administrator PUT "/users/{nadia}/super-administrator" (|_| Some(json!({ "super_administrator": false }))) 401 404 404;
        change_user_email PUT "/users/{nadia}/email" (|_| Some(json!({ "email": "thief@pirate.example" }))) 401 404 404;
        set_user_password PUT "/users/{nadia}/password" (|_| Some(json!({ "password": PIRATES }))) 401 404 404;
        send_password_reset POST "/users/{nadia}/password-reset" (none) 401 404 404;
        invite_user POST "/users/{nadia}/invitation" (none) 401 404 404;
        read_user_preferences GET "/users/{nadia}/preferences" (none) 401 404 404;
        update_user_preferences PUT "/users/{nadia}/preferences" (|_| Some(crate::preferences::wish())) 401 404 404;
        list_user_sessions GET "/users/{nadia}/sessions" (none) 401 404 404;
        end_user_sessions DELETE "/users/{nadia}/sessions" (none) 401 404 404;
        list_teams GET "/teams" (none) 401 200 200;
        create_team POST "/teams" (|target| Some(json!({ "name": "Pirate", "node_id": target.app.nord }))) 401 422 403;
        read_team GET "/teams/{team}" (none) 401 404 404;
        update_team PUT "/teams/{team}" (renamed) 401 404 404;
        delete_team DELETE "/teams/{team}" (none) 401 404 404;
        list_team_members GET "/teams/{team}/members" (none) 401 404 404;
        add_team_member PUT "/teams/{team}/members/{nadia}" (none) 401 404 404;
        remove_team_member DELETE "/teams/{team}/members/{nadia}" (none) 401 404 404;
        list_resources GET "/resources" (none) 401 200 200;
        create_resource POST "/resources" (|target| Some(json!({
            "first_name": "Jack", "last_name": "Pirate", "node_id": target.app.nord,
        }))) 401 422 403;
        read_resource GET "/resources/{resource}" (none) 401 404 404;
        update_resource PUT "/resources/{resource}" (|target| Some(json!({
            "first_name": "Jack", "last_name": "Corsaire", "node_id": target.app.nord, "active": true,
        }))) 401 404 404;
        link_resource PUT "/resources/{resource}/login" (|target| Some(json!({ "user_id": target.app.nadia }))) 401 404 404;
        read_resource_photo GET "/resources/{resource}/photo" (none) 401 404 404;
        set_resource_photo PUT "/resources/{resource}/photo" (none) 401 404 404;
        remove_resource_photo DELETE "/resources/{resource}/photo" (none) 401 404 404;
        list_grants GET "/grants" (none) 401 200 200;
        create_grant POST "/grants" (|target| Some(json!({
            "to": { "kind": "user", "id": target.app.nadia }, "node_id": target.app.nord, "role_id": target.app.editor,
        }))) 401 422 422;
        update_grant PUT "/grants/{grant}" (|target| Some(json!({ "role_id": target.app.editor }))) 401 404 404;
        delete_grant DELETE "/grants/{grant}" (none) 401 404 404;
        list_tag_grants GET "/tag-grants" (none) 401 200 200;
        create_tag_grant POST "/tag-grants" (|target| Some(json!({
            "to": { "kind": "user", "id": target.app.nadia }, "node_id": target.app.nord, "tag_id": target.tag,
        }))) 401 422 422;
        update_tag_grant PUT "/tag-grants/{link}" (|_| Some(json!({ "edit": true }))) 401 404 404;
        delete_tag_grant DELETE "/tag-grants/{link}" (none) 401 404 404;
        read_request_access GET "/requests/{request}/access" (none) 401 404 200;
        read_effective_permissions GET "/users/{nadia}/effective-permissions" (none) 401 404 404;
        explain_authorization POST "/authorization/explanations" (|target| Some(json!({
            "user_id": target.app.nadia, "action": "view_request", "node_id": target.app.nord,
        }))) 401 422 422;
        list_requests GET "/requests" (none) 401 200 200;
        create_request POST "/requests" (|target| Some(json!({ "site_id": target.app.liege, "text": "Pirate" }))) 401 422 422;
        read_request GET "/requests/{request}" (none) 401 404 200;
        list_assignee_candidates GET "/requests/{request}/assignee-candidates" (none) 401 404 200;
        update_request PUT "/requests/{request}" (|_| Some(json!({
            "title": "Pirate", "text": "Pirate", "noticed_on": "2026-11-20",
            "requester": { "first_name": "Pirate", "last_name": "Pirate" },
        }))) 401 404 403;
        publish_request PUT "/requests/{request}/publication" (|_| Some(json!({ "published": true }))) 401 404 403;
        reassign_requests POST "/reassignments" (|target| Some(json!({
            "request_ids": [target.request], "from": target.app.nadia, "to": target.app.thomas,
        }))) 401 200 200;
        assign_request PUT "/requests/{request}/assignment" (|target| Some(json!({ "assignee_ids": [target.app.thomas] }))) 401 404 403;
        change_request_status PUT "/requests/{request}/status" (|_| Some(json!({ "status": "in_progress" }))) 401 404 403;
        list_request_comments GET "/requests/{request}/comments" (none) 401 404 200;
        comment_on_request POST "/requests/{request}/comments" (|_| Some(json!({ "text": "Pirate" }))) 401 404 403;
        list_request_history GET "/requests/{request}/history" (none) 401 404 200;
        tag_request PUT "/requests/{request}/tags" (|target| Some(json!({ "tag_ids": [target.tag] }))) 401 404 403;
        list_tag_categories GET "/tag-categories" (none) 401 200 200;
        create_tag_category POST "/tag-categories" (tag_category) 401 422 403;
        update_tag_category PUT "/tag-categories/{tag_category}" (|_| Some(json!({
            "name": RENAMED, "colour": 1, "in_lists": true, "position": 1,
        }))) 401 404 404;
        delete_tag_category DELETE "/tag-categories/{empty_category}" (none) 401 404 404;
        list_tags GET "/tags" (none) 401 200 200;
        create_tag POST "/tags" (|target| Some(json!({ "category_id": target.tag_category, "name": "Pirate" }))) 401 422 422;
        update_tag PUT "/tags/{tag}" (renamed) 401 404 404;
        delete_tag DELETE "/tags/{loose_tag}" (none) 401 404 404;
        merge_tags POST "/tags/{tag}/merger" (|target| Some(json!({ "into_id": target.other_tag }))) 401 404 404;
        list_permissions GET "/permissions" (none) 401 200 200;
        list_roles GET "/roles" (none) 401 403 403;
        create_role POST "/roles" (|_| role(MADE)) 401 403 403;
        update_role PUT "/roles/{role}" (|_| role(RENAMED)) 401 404 404;
        delete_role DELETE "/roles/{role}" (none) 401 404 404;
        preview_role POST "/roles/{role}/preview" (|_| Some(json!({ "permissions": [] }))) 401 403 403;
        report_permissions_by_role GET "/reports/permissions-by-role" (none) 401 403 403;
        read_settings GET "/settings" (none) 401 403 403;
        update_settings PUT "/settings" (settings) 401 403 403;
        test_mail POST "/settings/test-mail" (|_| Some(json!({ "to": "thief@pirate.example" }))) 401 403 403;
        list_audit GET "/audit" (none) 401 403 403;
        list_dead_letters GET "/dead-letters" (none) 401 403 403;
        retry_dead_letter POST "/dead-letters/{letter}/retry" (none) 401 403 403;
        log_out DELETE "/session" (none) 401 204 204;
        log_out_everywhere DELETE "/sessions" (none) 401 204 204;
    }
}

/// A session of its own for every probe that ends it; after new terms it would wait.
pub async fn fresh(app: &TestApp, username: &str, session: &Client, probe: &Probe) -> Client {
    if !probe.operation.starts_with("log_out") && probe.operation != "create_terms_version" {
        return session.clone();
    }
    let answer =
        app.nobody().post("/session", json!({ "login": username, "password": PASSWORD })).await.expect(200);
    app.nobody().holding(&answer)
}
