use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{head::Head, identity::Identity, locked::Locked, sessions::Sessions};
use crate::{
    client::Problem,
    contract::{Account, Action, LinkState},
    features::{
        audit::AuditList,
        grants::Refusal,
        preferences::{Notifications, Preferences, Whose},
    },
    i18n::use_i18n,
    language::{Words, say},
    lazy,
    load::Load,
    session::Session,
    text::Text,
    ui::{Show, Toasts},
};

/// What is looked at of an account; each has its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Identity,
    Access,
    Sessions,
    Preferences,
    Notifications,
    Leaving,
    History,
}

impl Tab {
    /// What an address names; nothing that is not there.
    pub(super) fn read(word: Option<&str>) -> Option<Self> {
        match word.unwrap_or_default() {
            "" => Some(Self::Identity),
            "access" => Some(Self::Access),
            "sessions" => Some(Self::Sessions),
            "preferences" => Some(Self::Preferences),
            "notifications" => Some(Self::Notifications),
            "leaving" => Some(Self::Leaving),
            "history" => Some(Self::History),
            _ => None,
        }
    }

    pub(super) fn path(self, id: Uuid) -> String {
        match self {
            Self::Identity => format!("/users/{id}"),
            Self::Access => format!("/users/{id}/access"),
            Self::Sessions => format!("/users/{id}/sessions"),
            Self::Preferences => format!("/users/{id}/preferences"),
            Self::Notifications => format!("/users/{id}/notifications"),
            Self::Leaving => format!("/users/{id}/leaving"),
            Self::History => format!("/users/{id}/history"),
        }
    }
}

/// The account on the page, and what goes on with it.
#[derive(Clone, Copy)]
pub struct Desk {
    pub(super) load: Load<Account>,
    /// Why the last thing asked for was not done.
    pub(super) refused: RwSignal<Option<Problem>>,
    pub(super) toasts: Toasts,
    pub(super) i18n: Words,
}

impl Desk {
    /// Something of the account; follows it.
    pub fn of<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Account) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.load.data.with(|account| account.as_ref().map(&read)))
    }

    /// Whether something holds for the account; follows it.
    pub fn is(self, test: impl Fn(&Account) -> bool + Send + Sync + 'static) -> Memo<bool> {
        Memo::new(move |_| self.load.data.with(|account| account.as_ref().is_some_and(&test)))
    }

    /// The account now.
    pub fn account(self) -> Option<Account> {
        self.load.data.get_untracked()
    }

    /// Shows the account as a change left it.
    pub(super) fn adopt(self, account: Account) {
        self.refused.set(None);
        self.load.data.set(Some(account));
    }

    /// Does something at once, and tells how it went.
    pub fn act(
        self,
        call: impl Future<Output = Result<Option<Account>, Problem>> + 'static,
        told: impl FnOnce() -> String + 'static,
    ) {
        spawn_local(async move {
            match call.await {
                Ok(account) => {
                    if let Some(account) = account {
                        let _ = self.load.data.try_set(Some(account));
                    }
                    let _ = self.refused.try_set(None);
                    self.toasts.say(told());
                }
                Err(problem) => {
                    let _ = self.refused.try_set(Some(problem));
                }
            }
        });
    }
}

/// Whether the mail of an invitation is still to go out: what happens to it is worth looking for.
pub(super) fn is_waiting(account: &Account) -> bool {
    account.invitation.as_ref().is_some_and(|invitation| invitation.state == LinkState::Waiting)
}

/// Who it is, the tabs, and what the chosen one shows.
#[component]
pub(super) fn Sheet(desk: Desk, tab: Memo<Option<Tab>>) -> impl IntoView {
    let i18n = use_i18n();
    let Some(account) = desk.account() else { return ().into_any() };
    let id = account.id;
    let locked = desk.is(|account| account.locked_by.is_some());
    let session = expect_context::<Session>();
    let own = account.own;
    let leaves = move || !own && (session.may(Action::AssignRequest) || session.may(Action::ChangeUser));
    let consults = move || session.may_everywhere(Action::ViewAudit);
    let link = move |one: Tab, text: Text| {
        let current = move || (tab.get() == Some(one)).then_some("page");
        view! { <a href=one.path(id) aria-current=current>{text}</a> }.into_any()
    };
    let body = move || match tab.get() {
        Some(Tab::Identity) => view! { <Identity desk=desk/> }.into_any(),
        Some(Tab::Access) => lazy::user_access().into_any(),
        Some(Tab::Sessions) => view! { <Sessions desk=desk id=id/> }.into_any(),
        Some(Tab::Preferences) => lazy::user_preferences().into_any(),
        Some(Tab::Notifications) => lazy::user_notifications().into_any(),
        Some(Tab::Leaving) => lazy::user_leaving().into_any(),
        Some(Tab::History) => lazy::user_history().into_any(),
        None => ().into_any(),
    };
    view! {
        <Head desk=desk/>
        <nav class="tabs views" aria-label=say!(i18n, users.sheet)>
            {link(Tab::Identity, say!(i18n, users.identity).into())}
            {link(Tab::Access, say!(i18n, users.access).into())}
            <Show when=move || !locked.get()>
                {link(Tab::Sessions, say!(i18n, users.sessions).into())}
                {link(Tab::Preferences, say!(i18n, preferences.title).into())}
                {link(Tab::Notifications, say!(i18n, preferences.notifications).into())}
            </Show>
            <Show when=leaves>{link(Tab::Leaving, say!(i18n, leaving.tab).into())}</Show>
            <Show when=consults>{link(Tab::History, say!(i18n, users.history).into())}</Show>
        </nav>
        {move || desk.refused.get().map(|problem| view! { <div class="pad above"><Refusal problem=problem/></div> })}
        <Locked desk=desk/>
        {body}
    }
    .into_any()
}

/// How they want the screens [PP-9].
#[component]
pub fn UserPreferences() -> impl IntoView {
    let account = expect_context::<Desk>().account();
    account.map(|account| {
        view! { <div class="pad above own-part"><Preferences whose=Whose::User(account.id)/></div> }
    })
}

/// Which mails they get [PL-8].
#[component]
pub fn UserNotifications() -> impl IntoView {
    let account = expect_context::<Desk>().account();
    account.map(|account| {
        view! { <div class="pad above own-part"><Notifications whose=Whose::User(account.id)/></div> }
    })
}

/// What happened to the account, for those who may consult it [PP-12].
#[component]
pub fn UserHistory() -> impl IntoView {
    let i18n = use_i18n();
    let account = expect_context::<Desk>().account();
    account.map(|account| {
        view! {
            <section class="pad stack above" aria-labelledby="history">
                <h2 id="history">{say!(i18n, users.history)}</h2>
                <AuditList about=account.id/>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Tab;

    #[test]
    fn each_tab_has_an_address_that_leads_back_to_it() {
        use Tab::{Access, History, Identity, Leaving, Notifications, Preferences, Sessions};
        for tab in [Identity, Access, Sessions, Preferences, Notifications, Leaving, History] {
            let path = tab.path(Uuid::nil());
            let word = path.strip_prefix(&format!("/users/{}", Uuid::nil())).expect("its page");
            assert_eq!(Tab::read(word.strip_prefix('/')), Some(tab));
        }
        assert_eq!(Tab::read(Some("salary")), None);
    }
}
