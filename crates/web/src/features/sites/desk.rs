use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::opened;
use crate::{
    contract::{Action, CompanyGroup, PlacedNode, Site},
    load::Load,
    ui::Place,
};

/// A place of the pyramid that something is done to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Spot {
    Instance(PlacedNode),
    Group(CompanyGroup),
    Site(Site),
}

/// What is being asked about a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ask {
    AddGroup,
    Rename(CompanyGroup),
    /// In this group, if it was asked for there.
    AddSite(Option<Uuid>),
    Change(Site),
    Move(Site),
}

/// What the page knows and what is open on it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) groups: Load<Vec<CompanyGroup>>,
    /// The open groups.
    pub(super) opened: Memo<Vec<Uuid>>,
    /// The menu, and whose it is.
    pub(super) menu: RwSignal<Option<Place>>,
    pub(super) spot: RwSignal<Option<Spot>>,
    pub(super) ask: RwSignal<Option<Ask>>,
    /// Sites are read again when it is told.
    pub(super) changed: Trigger,
    /// What was saved, and in which version: it gets the focus once it is drawn, for its line may have moved.
    pub(super) seek: RwSignal<Option<(Uuid, i64)>>,
    go: Callback<Vec<Uuid>>,
}

impl Spot {
    /// Whether its structure is for who is looking to change.
    pub(super) fn is_managed(&self) -> bool {
        let allowed = match self {
            Self::Instance(node) => &node.allowed,
            Self::Group(group) => &group.allowed,
            Self::Site(site) => &site.allowed,
        };
        allowed.contains(&Action::ManageSites)
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Instance(node) => &node.name,
            Self::Group(group) => &group.name,
            Self::Site(site) => &site.name,
        }
    }
}

impl Desk {
    pub(super) fn new(groups: Load<Vec<CompanyGroup>>, asked: Memo<Option<Vec<Uuid>>>) -> Self {
        let opened = Memo::new(move |_| {
            let ids = |groups: &Vec<CompanyGroup>| groups.iter().map(|group| group.id).collect::<Vec<_>>();
            let all = groups.data.with(|groups| groups.as_ref().map(ids).unwrap_or_default());
            opened::opened(asked.get(), &all)
        });
        let navigate = use_navigate();
        let go = Callback::new(move |opened: Vec<Uuid>| {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&opened::path(&opened), options);
        });
        Self {
            groups,
            opened,
            menu: RwSignal::new(None),
            spot: RwSignal::new(None),
            ask: RwSignal::new(None),
            changed: Trigger::new(),
            seek: RwSignal::new(None),
            go,
        }
    }

    /// Whether a group is open; follows it.
    pub(super) fn is_open(self, group: Uuid) -> bool {
        self.opened.with(|opened| opened.contains(&group))
    }

    pub(super) fn set_open(self, group: Uuid, open: bool) {
        if untrack(|| self.is_open(group)) != open {
            self.go.run(opened::with(self.opened.get_untracked(), group, open));
        }
    }

    pub(super) fn open_menu(self, spot: Spot, place: Place) {
        self.spot.set(Some(spot));
        self.menu.set(Some(place));
    }

    /// Asks; the menu is closed first, so that the focus comes back to what opened it.
    pub(super) fn put(self, ask: Ask) {
        self.menu.set(None);
        self.ask.set(Some(ask));
    }

    /// The groups that sites can be put in by who is looking; follows them.
    pub(super) fn targets(self) -> Vec<CompanyGroup> {
        let mut groups = self.groups.data.get().unwrap_or_default();
        groups.retain(|group| group.allowed.contains(&Action::ManageSites));
        groups
    }

    /// A group was added or renamed.
    pub(super) fn group_saved(self, group: &CompanyGroup) {
        self.ask.set(None);
        self.seek.set(Some((group.id, group.version)));
        self.groups.again();
    }

    /// A site was added, changed or moved: it is shown, with the focus on it.
    pub(super) fn site_saved(self, site: &Site) {
        self.ask.set(None);
        self.set_open(site.company_group.id, true);
        self.seek.set(Some((site.id, site.version)));
        self.changed.notify();
    }
}
