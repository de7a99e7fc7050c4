use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::draft::Draft;
use crate::{
    client::Problem,
    contract::{
        self, Action, ExplainedAction, ListPermissionsQuery, ListRolesQuery, Relation, Role, RoleInput,
        RolePermissions, RolePreview,
    },
    i18n::use_i18n,
    language::{Words, language, now},
    load::Load,
    session::Session,
    shell::role_text,
    ui::{Place, Toasts, problem_text},
};

/// What the page shows.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) roles: Vec<Role>,
    pub(super) actions: Vec<ExplainedAction>,
}

/// What a dialog is open for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Asking {
    NewRole,
    Copy,
    Name,
    Delete,
}

/// The page and what is going on.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) page: Load<Page>,
    pub(super) draft: RwSignal<Option<Draft>>,
    /// What the draft would mean, as far as that is known.
    pub(super) preview: RwSignal<Option<Result<RolePreview, Problem>>>,
    pub(super) saving: RwSignal<bool>,
    /// Where the relations of an action are chosen, and which action that is.
    pub(super) choices: RwSignal<Option<Place>>,
    pub(super) action: RwSignal<Option<ExplainedAction>>,
    /// Where something is done with a whole role, and which role that is.
    pub(super) column: RwSignal<Option<Place>>,
    pub(super) role: RwSignal<Option<Role>>,
    pub(super) asking: RwSignal<Option<Asking>>,
    i18n: Words,
    session: Session,
    toasts: Toasts,
}

impl Desk {
    pub(super) fn new() -> Self {
        let i18n = use_i18n();
        Self {
            page: Load::new(move || read(i18n)),
            draft: RwSignal::new(None),
            preview: RwSignal::new(None),
            saving: RwSignal::new(false),
            choices: RwSignal::new(None),
            action: RwSignal::new(None),
            column: RwSignal::new(None),
            role: RwSignal::new(None),
            asking: RwSignal::new(None),
            i18n,
            session: expect_context(),
            toasts: expect_context(),
        }
    }

    /// Whether who is looking may change roles.
    pub(super) fn may_change(self) -> bool {
        self.session.may_everywhere(Action::ManageRoles)
    }

    /// Whether who is looking may read the report of the permissions by role.
    pub(super) fn may_report(self) -> bool {
        self.session.may(Action::ReadPermissionReport)
    }

    /// Whether there are changes that are not saved; follows it.
    pub(super) fn is_dirty(self) -> bool {
        self.draft.with(|draft| draft.as_ref().is_some_and(Draft::is_changed))
    }

    /// Somebody pressed a cell.
    pub(super) fn press(self, role: &Role, action: ExplainedAction, event: &MouseEvent) {
        if !self.begin(role) {
            return;
        }
        if action.relations.len() > 1 {
            self.action.set(Some(action));
            self.choices.set(Place::below_target(event, false));
        } else {
            self.change(|draft| draft.toggle(action.action, Relation::Any));
        }
    }

    /// Somebody asked what can be done with a role.
    pub(super) fn open_column(self, role: &Role, event: &MouseEvent) {
        self.role.set(Some(role.clone()));
        self.column.set(Place::below_target(event, true));
    }

    /// Opens a dialog, unless there is a draft that it would spoil.
    pub(super) fn ask(self, asking: Asking) {
        if untrack(|| self.is_dirty()) {
            self.toasts.warn(now!(self.i18n, roles.one_at_a_time));
        } else {
            self.forget();
            self.asking.set(Some(asking));
        }
    }

    /// Puts a role back as it shipped, in a draft.
    pub(super) fn restore(self) {
        if let Some(role) = self.role.get_untracked().filter(|role| self.begin(role)) {
            self.change(|draft| draft.permissions = super::draft::shipped(&role));
        }
    }

    /// Changes the draft and asks what it would mean by now.
    pub(super) fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
        self.ask_what_it_means();
    }

    /// Forgets the draft.
    pub(super) fn forget(self) {
        self.draft.set(None);
        self.preview.set(None);
    }

    /// Makes the draft so.
    pub(super) fn save(self) {
        let Some(draft) = self.draft.get_untracked().filter(|_| !self.saving.get_untracked()) else { return };
        self.saving.set(true);
        spawn_local(async move {
            let body = RoleInput { name: draft.role.name.clone(), permissions: draft.permissions };
            let answer = contract::update_role(draft.role.id, draft.role.version, &body).await;
            self.saving.set(false);
            match answer {
                Ok(role) => self.saved(&role),
                Err(problem) => self.toasts.warn(problem_text(self.i18n, &problem)),
            }
        });
    }

    /// The server has a role as somebody wanted it.
    pub(super) fn saved(self, role: &Role) {
        let name = role_text(self.i18n, role.shipped, &role.name);
        self.toasts.say(now!(self.i18n, roles.saved, name = name.as_str()));
        self.asking.set(None);
        self.forget();
        self.page.again();
    }

    /// Begins to change a role; refuses while another has changes that are not saved.
    fn begin(self, role: &Role) -> bool {
        let same = self.draft.with_untracked(|draft| draft.as_ref().is_some_and(|it| it.role.id == role.id));
        if !same && untrack(|| self.is_dirty()) {
            self.toasts.warn(now!(self.i18n, roles.one_at_a_time));
            return false;
        }
        if !same {
            self.draft.set(Some(Draft::of(role.clone())));
            self.preview.set(None);
        }
        true
    }

    fn ask_what_it_means(self) {
        let Some(draft) = self.draft.get_untracked() else { return };
        spawn_local(async move {
            let body = RolePermissions { permissions: draft.permissions.clone() };
            let told = contract::preview_role(draft.role.id, &body).await;
            // Another press may have changed it in the meantime; that one asks for itself.
            if self.draft.try_with_untracked(|now| now.as_ref() == Some(&draft)) == Some(true) {
                self.preview.set(Some(told));
            }
        });
    }
}

async fn read(i18n: Words) -> Result<Page, Problem> {
    let asked = ListPermissionsQuery { language: Some(language(i18n)) };
    let mut query = ListRolesQuery { limit: Some(200), ..Default::default() };
    let mut roles = Vec::new();
    loop {
        let page = contract::list_roles(&query).await?;
        roles.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    Ok(Page { roles, actions: contract::list_permissions(&asked).await?.items })
}
