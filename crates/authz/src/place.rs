use domain::{Level, NodeId, RequestId, TagId, TeamId, UserId};

/// A node of the pyramid: instance › company group › site [PP-4].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    Instance,
    CompanyGroup(NodeId),
    Site(Place),
}

/// A site and the company group above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The node above; nothing stands above the instance.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Instance => None,
            Self::CompanyGroup(_) => Some(Self::Instance),
            Self::Site(place) => Some(Self::CompanyGroup(place.group)),
        }
    }

    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Instance => Level::Instance,
            Self::CompanyGroup(_) => Level::CompanyGroup,
            Self::Site(_) => Level::Site,
        }
    }
}

/// A user or a team: who can be given rights and who can be assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    User(UserId),
    Team(TeamId),
}

/// What a decision on a request looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFacts {
    pub id: RequestId,
    pub place: Place,
    pub owner: UserId,
    pub assignees: Vec<Principal>,
    pub tags: Vec<TagId>,
    pub published: bool,
}
