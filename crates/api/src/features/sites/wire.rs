use authz::{Action, Actor, Node, Place};
use domain::NodeId;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::{ActionWord, Label, LevelWord, MailAddress, Name, Named, ShownNode, actions};

/// A place where work is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Site {
    pub id: Uuid,
    pub name: String,
    pub company_group: Named,
    /// A label for display trees.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub company: Option<String>,
    /// A label for display trees.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub location: Option<String>,
    /// Where new requests are announced [OP-1]; absent for those who may not change the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub mail_address: Option<String>,
    pub version: i32,
    /// What one may do to everything here.
    pub allowed: Vec<ActionWord>,
}

/// A page of sites, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct SitePage {
    pub items: Vec<Site>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// A page of company groups, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompanyGroupPage {
    pub items: Vec<CompanyGroup>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which sites.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SiteQuery {
    /// Only the sites where one may do this to everything.
    pub may: Option<ActionWord>,
    /// Only the sites of this company group.
    pub company_group_id: Option<Uuid>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A site to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSite {
    pub company_group_id: Uuid,
    pub name: Name,
    /// Where new requests are announced [OP-1].
    pub mail_address: MailAddress,
    pub company: Option<Label>,
    pub location: Option<Label>,
}

/// A site as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteChange {
    pub name: Name,
    /// Where new requests are announced [OP-1].
    pub mail_address: MailAddress,
    pub company: Option<Label>,
    pub location: Option<Label>,
}

/// A company group: the level between the instance and its sites [PP-4].
#[derive(Debug, Serialize, ToSchema)]
pub struct CompanyGroup {
    pub id: Uuid,
    pub name: String,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to everything here.
    pub allowed: Vec<ActionWord>,
}

/// A node of the pyramid, and where it stands [PP-4].
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedNode {
    #[serde(flatten)]
    pub node: ShownNode,
    /// The node above; the instance has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parent_id: Option<Uuid>,
    /// What one may do to everything here.
    pub allowed: Vec<ActionWord>,
}

/// A page of nodes, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct NodePage {
    pub items: Vec<PlacedNode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which nodes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NodeQuery {
    /// Only the nodes where one may do this to everything.
    pub may: Option<ActionWord>,
    /// Only nodes of this level.
    pub level: Option<LevelWord>,
    /// Only those whose name holds this, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// Where a site shall stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteMove {
    pub company_group_id: Uuid,
}

/// A company group to add, or as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCompanyGroup {
    pub name: Name,
}

/// A site with the names around it, as the store reads it.
#[derive(Debug, FromQueryResult)]
pub struct SiteRow {
    pub id: Uuid,
    pub name: String,
    pub group_id: Uuid,
    pub group_name: String,
    pub company: Option<String>,
    pub location: Option<String>,
    pub mail_address: String,
    pub version: i32,
}

impl Site {
    /// The site as `actor` may see it.
    pub fn new(actor: &Actor, row: SiteRow) -> Self {
        let place = Place { group: NodeId(row.group_id), site: NodeId(row.id) };
        let allowed = actor.allowed_at(Node::Site(place));
        Self {
            id: row.id,
            name: row.name,
            company_group: Named { id: row.group_id, name: row.group_name },
            company: row.company,
            location: row.location,
            mail_address: allowed.contains(Action::ManageSites).then_some(row.mail_address),
            version: row.version,
            allowed: actions(allowed),
        }
    }
}
