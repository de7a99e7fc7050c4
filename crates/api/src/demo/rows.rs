//! Everything the demo writes, table by table.

use crate::db::{
    Line,
    entities::{
        access_grant, instance_settings, node, reference_counter, request, request_assignment,
        request_comment, role, role_permission, site, user_account,
    },
};

/// The rows of the demo, in the order in which the database takes them.
#[derive(Debug, Default, PartialEq)]
pub struct Rows {
    pub nodes: Vec<node::Model>,
    pub sites: Vec<site::Model>,
    pub people: Vec<user_account::Model>,
    pub roles: Vec<role::Model>,
    pub role_permissions: Vec<role_permission::Model>,
    pub grants: Vec<access_grant::Model>,
    pub requests: Vec<request::Model>,
    pub assignments: Vec<request_assignment::Model>,
    pub comments: Vec<request_comment::Model>,
    pub audit: Vec<Line>,
    pub counters: Vec<reference_counter::Model>,
    pub settings: Vec<instance_settings::Model>,
}
