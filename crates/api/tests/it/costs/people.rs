//! The kinds of people whose lists are measured.

use authz::{Action, Relation, ShippedRole};

use super::population::Population;
use crate::support::{TestApp, To};

/// What somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Everything,
    OwnOnly,
    OneGroup,
    Mixed,
    ManySites,
    ThreeTags,
    OwnerAndEmptyTag,
    ClosedSites,
}

pub const KINDS: [Kind; 8] = [
    Kind::Everything,
    Kind::OwnOnly,
    Kind::OneGroup,
    Kind::Mixed,
    Kind::ManySites,
    Kind::ThreeTags,
    Kind::OwnerAndEmptyTag,
    Kind::ClosedSites,
];

impl Kind {
    pub const fn told(self) -> &'static str {
        match self {
            Self::Everything => "everything (no fence)",
            Self::OwnOnly => "their own only",
            Self::OneGroup => "one company group",
            Self::Mixed => "two groups, 20 sites and three tags",
            Self::ManySites => "500 sites",
            Self::ThreeTags => "three tags",
            Self::OwnerAndEmptyTag => "their own, most of it long past, and a tag that nothing bears",
            Self::ClosedSites => "300 sites closed long ago",
        }
    }

    /// Somebody of the world who gets just these rights, and owns some requests.
    pub const fn username(self) -> &'static str {
        match self {
            Self::Everything => "thomas",
            Self::OwnOnly => "nadia",
            Self::OneGroup => "hugo",
            Self::Mixed => "sophie",
            Self::ManySites => "henri",
            Self::ThreeTags => "lea",
            Self::OwnerAndEmptyTag => "stranger",
            Self::ClosedSites => "paul",
        }
    }

    /// Gives them what makes them of this kind.
    pub async fn equip(self, app: &TestApp, made: &Population) {
        let who = To::User(app.world.person(self.username()));
        app.take_everything(self.username()).await;
        let top = app.world.instance;
        match self {
            Self::Everything => drop(app.give(who, ShippedRole::Reviewer, top).await),
            Self::OwnOnly => drop(app.allow(who, Action::ViewRequest, Relation::Own, top).await),
            Self::OneGroup => drop(app.give(who, ShippedRole::Reviewer, made.groups[3]).await),
            Self::Mixed => {
                for &node in made.groups[4..6].iter().chain(&made.open_sites[..20]) {
                    app.give(who, ShippedRole::Reviewer, node).await;
                }
                link(app, who, &made.tags[..3]).await;
            }
            Self::ManySites => {
                for &site in made.open_sites.iter().step_by(made.open_sites.len() / 500).take(500) {
                    app.give(who, ShippedRole::Reviewer, site).await;
                }
            }
            Self::ThreeTags => link(app, who, &made.tags[3..6]).await,
            Self::OwnerAndEmptyTag => {
                app.allow(who, Action::ViewRequest, Relation::Own, top).await;
                link(app, who, &[made.empty_tag]).await;
            }
            Self::ClosedSites => {
                for &site in &made.closed_sites {
                    app.give(who, ShippedRole::Reviewer, site).await;
                }
            }
        }
    }
}

async fn link(app: &TestApp, who: To, tags: &[uuid::Uuid]) {
    for &tag in tags {
        app.link(who, tag, false, app.world.instance).await;
    }
}
