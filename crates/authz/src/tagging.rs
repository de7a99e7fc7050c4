//! Tagging is sharing: whoever a tag is linked to sees what bears it.

use crate::{Action, Actor, Node, Place, Refused, Right, TagGrant};

/// A tag that becomes another: what bears the first will bear the second, and its links will lead to the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagMerge {
    /// Where the first and the second live.
    pub homes: [Node; 2],
    /// The sites at which a request bears the first.
    pub borne_at: Vec<Place>,
    /// The links of the first that count or will: they are carried over.
    pub carried: Vec<TagGrant>,
    /// The links of the second that count or will.
    pub leading: Vec<TagGrant>,
}

impl TagGrant {
    /// What it opens at a site on a request that begins to bear the tag, if anything.
    #[must_use]
    pub fn opens_at(&self, place: Place) -> Option<Right> {
        let site = Node::Site(place);
        self.node.covers(site).then(|| Right { node: site, ..Right::from(self) })
    }
}

impl Actor {
    /// Whether this actor may open all that, by tags.
    ///
    /// # Errors
    /// [`Refused::Sharing`], with what is lacking.
    pub fn may_share(&self, opens: &[Right]) -> Result<(), Refused> {
        opens.iter().try_for_each(|right| self.may_grant(right)).map_err(|refused| match refused {
            Refused::Lacks(action) => Refused::Sharing(action),
            Refused::Beyond { lacking, .. } => {
                lacking.iter().next().map_or(refused, |permission| Refused::Sharing(permission.action))
            }
            _ => refused,
        })
    }

    /// Whether this actor may make one tag of two: at each site they could put the second on what bears the first, and
    /// they could link the second to whom the first is linked to.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_merge_tags(&self, merge: &TagMerge) -> Result<(), Refused> {
        merge.homes.iter().try_for_each(|&home| self.must(Action::ManageTags, home))?;
        for &place in &merge.borne_at {
            self.must(Action::ViewRequest, Node::Site(place))?;
            self.must(Action::TagRequest, Node::Site(place))?;
            let opens: Vec<Right> = merge.leading.iter().filter_map(|link| link.opens_at(place)).collect();
            self.may_share(&opens)?;
        }
        let carried: Vec<Right> = merge.carried.iter().map(Right::from).collect();
        self.may_share(&carried)
    }
}
