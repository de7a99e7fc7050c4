use domain::{NodeId, RequestId, UserId};

/// A node of the pyramid: instance › company group › site [PP-4].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    Instance,
    CompanyGroup(NodeId),
    Site(Place),
}

/// A site and the company group above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    pub group: NodeId,
    pub site: NodeId,
}

impl Node {
    /// Whether `other` is this node or stands below it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Instance, _) => true,
            (Self::CompanyGroup(group), Self::CompanyGroup(other)) => group == other,
            (Self::CompanyGroup(group), Self::Site(place)) => group == place.group,
            (Self::Site(site), Self::Site(place)) => site.site == place.site,
            (Self::CompanyGroup(_) | Self::Site(_), _) => false,
        }
    }
}

/// What a decision on a request looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFacts {
    pub id: RequestId,
    pub place: Place,
    pub owner: UserId,
    pub assignees: Vec<UserId>,
    pub published: bool,
}
