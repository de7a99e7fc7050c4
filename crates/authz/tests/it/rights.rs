//! All that an actor may do, asked at every door at once.

use std::collections::HashSet;

use authz::{Act, Action, Actor, AllOrNothing, Node, Place, Relation, RequestFacts, acts, decide};

use crate::world::{asking, nodes, places};

/// One thing that somebody may do or see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Holding a permission at a node.
    At(Action, Relation, Node),
    /// An action offered on the request.
    On(Action),
    /// A permit that `decide` gives for the request, its site, or whatever the action is about.
    Decided(Action),
    Somewhere(Action),
    SeesRequest,
    SeesConversation,
    SeesWorkingConversation,
    SeesHistory,
    SeesWorkingHistory,
    SeesCandidates(Place),
    SeesSite(Place),
    SeesSiteFor(Action, Place),
    SeesGroupOf(Place),
    SeesSettings,
    SeesDeadLetters,
}

/// Everything `actor` may do anywhere, and on `request`.
pub fn rights(actor: &Actor, request: &RequestFacts) -> HashSet<Right> {
    let mut rights = HashSet::new();
    rights.extend(at_nodes(actor));
    rights.extend(on_request(actor, request));
    rights.extend(on_places(actor));
    rights.extend(actor.allowed_anywhere().iter().map(Right::Somewhere));
    let decided = Action::ALL.iter().filter(|&&action| permits(actor, action, request) == Some(true));
    rights.extend(decided.map(|&action| Right::Decided(action)));
    rights.extend((*actor.settings().filter() == AllOrNothing::All).then_some(Right::SeesSettings));
    rights.extend((*actor.dead_letters().filter() == AllOrNothing::All).then_some(Right::SeesDeadLetters));
    rights
}

/// What `decide` says of `action`; `None` for what is only read and so never takes a permit.
pub fn permits(actor: &Actor, action: Action, request: &RequestFacts) -> Option<bool> {
    let site = Node::Site(request.place);
    match action {
        Action::CreateRequest => Some(may::<acts::CreateRequest>(actor, request.place)),
        Action::AssignRequest => Some(may::<acts::AssignRequest>(actor, request.clone())),
        Action::ChangeRequestStatus => Some(may::<acts::ChangeRequestStatus>(actor, request.clone())),
        Action::CommentOnRequest => Some(may::<acts::CommentOnRequest>(actor, request.clone())),
        Action::RemarkOnRequest => Some(may::<acts::RemarkOnRequest>(actor, request.clone())),
        Action::ChangeSettings => Some(may::<acts::ChangeSettings>(actor, ())),
        Action::ChangeSite => Some(may::<acts::ChangeSite>(actor, site)),
        Action::ManageDeadLetters => Some(may::<acts::ManageDeadLetters>(actor, ())),
        Action::ChangeOwnAccount => Some(may::<acts::ChangeOwnAccount>(actor, asking())),
        Action::ViewRequest | Action::ViewWorking | Action::BeAssigned => None,
    }
}

fn may<A: Act>(actor: &Actor, on: A::On) -> bool {
    decide::<A>(actor, on).is_ok()
}

fn at_nodes(actor: &Actor) -> Vec<Right> {
    let mut rights = Vec::new();
    for node in nodes() {
        let permissions = actor.permissions_at(node);
        for relation in Relation::ALL {
            rights.extend(permissions.under(relation).iter().map(|action| Right::At(action, relation, node)));
        }
    }
    rights
}

fn on_request(actor: &Actor, request: &RequestFacts) -> Vec<Right> {
    let (conversation, history) = (actor.comments(request), actor.history(request));
    let doors = [
        (actor.requests().filter().admits(request), Right::SeesRequest),
        (conversation.filter().request.is_some(), Right::SeesConversation),
        (conversation.filter().working, Right::SeesWorkingConversation),
        (history.filter().request.is_some(), Right::SeesHistory),
        (history.filter().working, Right::SeesWorkingHistory),
    ];
    let open = doors.into_iter().filter(|(open, _)| *open).map(|(_, right)| right);
    let candidates = actor.candidates(request).filter().map(Right::SeesCandidates);
    actor.allowed_on(request).iter().map(Right::On).chain(open).chain(candidates).collect()
}

fn on_places(actor: &Actor) -> Vec<Right> {
    let mut rights = Vec::new();
    for place in places() {
        let here = |nodes: &Vec<Node>| nodes.iter().any(|node| node.covers(Node::Site(place)));
        let group_of = |node: &Node| match node {
            Node::Instance => true,
            Node::CompanyGroup(group) => *group == place.group,
            Node::Site(site) => site.group == place.group,
        };
        let groups = actor.company_groups();
        rights.extend(here(actor.sites(None).filter()).then_some(Right::SeesSite(place)));
        rights.extend(groups.filter().iter().any(group_of).then_some(Right::SeesGroupOf(place)));
        let allowed = Action::ALL.iter().filter(|&&action| here(actor.sites(Some(action)).filter()));
        rights.extend(allowed.map(|&action| Right::SeesSiteFor(action, place)));
    }
    rights
}
