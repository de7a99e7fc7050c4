use authz::Validity;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    features::roles::PermissionPair,
    http::{Answer, Kind, Problem, refuse_unkept},
    wire::{HeldRole, Named, PersonOrTeam, PrincipalRef, ShownNode},
};

/// A role, a role with single permissions switched on or off, or single permissions, given to somebody or to a team
/// at a node; it counts there and below [PP-4].
#[derive(Debug, Serialize, ToSchema)]
pub struct Grant {
    pub id: Uuid,
    pub to: PersonOrTeam,
    pub node: ShownNode,
    /// The role it is tied to: later changes of the role hold here too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<HeldRole>,
    /// What is permitted beyond the role, or without one [PL-4].
    pub switched_on: Vec<PermissionPair>,
    /// What the role permits and this grant does not [PL-4]. It is no prohibition: another grant may still give it.
    pub switched_off: Vec<PermissionPair>,
    /// All that it opens at this level of the pyramid [PP-1].
    pub permissions: Vec<PermissionPair>,
    /// From when on it counts; from the beginning, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub valid_from: Option<DateTime<Utc>>,
    /// The first moment at which it no longer counts; never, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub valid_until: Option<DateTime<Utc>>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// A page of grants, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantPage {
    pub items: Vec<Grant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which grants.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GrantQuery {
    /// Only those given to this person.
    pub user_id: Option<Uuid>,
    /// Only those given to this team.
    pub team_id: Option<Uuid>,
    /// Only those at this very node.
    pub node_id: Option<Uuid>,
    /// Only those of this role [PO-10].
    pub role_id: Option<Uuid>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// Something to give.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    /// To whom.
    pub to: PrincipalRef,
    /// Where; it counts there and below.
    pub node_id: Uuid,
    pub role_id: Option<Uuid>,
    /// What is permitted beyond the role, or without one.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub switched_on: Vec<PermissionPair>,
    /// What of the role is not permitted by this grant.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub switched_off: Vec<PermissionPair>,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
}

/// A grant as it shall be; to whom and where stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantInput {
    pub role_id: Option<Uuid>,
    /// What is permitted beyond the role, or without one.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub switched_on: Vec<PermissionPair>,
    /// What of the role is not permitted by this grant.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub switched_off: Vec<PermissionPair>,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
}

/// A tag linked to somebody or to a team, who then see the requests at a node that bear it [CT-3].
#[derive(Debug, Serialize, ToSchema)]
pub struct TagGrant {
    pub id: Uuid,
    pub to: PersonOrTeam,
    pub tag: Named,
    /// The category of the tag.
    pub category: String,
    pub node: ShownNode,
    /// Whether they may also edit them.
    pub edit: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub valid_from: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub valid_until: Option<DateTime<Utc>>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// A page of tag links, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagGrantPage {
    pub items: Vec<TagGrant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which tag links.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TagGrantQuery {
    /// Only those to this person.
    pub user_id: Option<Uuid>,
    /// Only those to this team.
    pub team_id: Option<Uuid>,
    /// Only those of this tag.
    pub tag_id: Option<Uuid>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A tag to link.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTagGrant {
    /// To whom.
    pub to: PrincipalRef,
    pub tag_id: Uuid,
    /// Where; it counts there and below.
    pub node_id: Uuid,
    /// Whether they may also edit what bears the tag.
    #[serde(default)]
    pub edit: bool,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
}

/// A tag link as it shall be; to whom, which tag and where stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagGrantInput {
    pub edit: bool,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
}

/// From when until when, if that is any time at all.
pub fn validity(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Answer<Validity> {
    refuse_unkept([("/valid_from", from), ("/valid_until", until)])?;
    match from.zip(until) {
        Some((from, until)) if until <= from => {
            let detail = "this must be later than `valid_from`: it would never count";
            Err(Problem::at(Kind::InvalidBody, "/valid_until", "too_early", detail))
        }
        _ => Ok(Validity { from, until }),
    }
}
