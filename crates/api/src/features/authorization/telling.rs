//! How much of a reason is told: never more of a request than it tells itself, nor of grants than their list.

use authz::{Action, Actor, Grant, Nearly, Node, Relation, RequestFacts, TagGrant};

/// What whoever asks is told.
#[derive(Debug)]
pub struct Telling {
    /// At and below which nodes they see what was given; none: wherever it was.
    seen: Option<Vec<Node>>,
    /// Whether they see which tags the request bears.
    tags: bool,
    /// Whether they see who works on the request.
    working: bool,
}

impl Telling {
    /// About a node, which has neither tags nor people who work on it.
    pub const ALL: Self = Self { seen: None, tags: true, working: true };

    /// About a request.
    pub fn of(actor: &Actor, request: &RequestFacts) -> Self {
        let allowed = actor.allowed_on(request);
        Self {
            tags: allowed.contains(Action::ViewTags),
            working: allowed.contains(Action::ViewWorking),
            ..Self::ALL
        }
    }

    /// Of somebody else: only what was given where `actor` sees it.
    pub fn of_another(self, actor: &Actor) -> Self {
        Self { seen: Some(actor.seen_grants().filter().clone()), ..self }
    }

    /// Whether all is told of a grant that counts in `relation`.
    pub fn grant(&self, grant: &Grant, relation: Relation) -> bool {
        self.sees(grant.node) && (self.working || relation != Relation::Assigned)
    }

    /// Whether all is told of a tag link that counts.
    pub fn link(&self, link: &TagGrant) -> bool {
        self.sees(link.node) && self.tags
    }

    /// Whether the tag itself may be named.
    pub const fn tags(&self) -> bool {
        self.tags
    }

    /// Whether it is told at all what would be a reason.
    pub fn near(&self, nearly: &Nearly) -> bool {
        let about_work = matches!(nearly, Nearly::NotRelated { relation: Relation::Assigned, .. });
        match nearly {
            Nearly::Tag(link) => self.link(link),
            // Everybody knows what they are not assigned to.
            _ => self.sees(nearly.node()) && (!about_work || self.working || self.seen.is_none()),
        }
    }

    fn sees(&self, node: Node) -> bool {
        self.seen.as_ref().is_none_or(|tops| tops.iter().any(|top| top.covers(node)))
    }
}
