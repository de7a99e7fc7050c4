use leptos::{ev::MouseEvent, prelude::*};

use super::{
    dialogs::{Ask, Dialogs},
    filter::last_list,
    invitation::invite,
    sheet::Desk,
    table::StateBadge,
    words::name_of,
};
use crate::{
    contract::{self, Account, UserState},
    features::{
        pictures::{PhotoOf, photo},
        sites::NodeName,
    },
    language::{now, say},
    ui::{Avatar, Crumbs, Icon, Menu, MenuItem, PageTitle, Place, Show},
};

/// Who it is, whether they get in, and what can be done besides.
#[component]
pub(super) fn Head(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let (open, ask) = (RwSignal::new(None::<Place>), RwSignal::new(None::<Ask>));
    let name = desk.of(name_of);
    let called = move || name.get().unwrap_or_default();
    let photo_of = desk.of(|account| (account.id, account.photo_id));
    let email = desk.of(|account| account.email.clone());
    let home = desk.of(|account| account.home.clone());
    let state = desk.of(|account| account.state);
    let no_password = desk.is(|account| !account.has_password);
    let locked = desk.is(|account| account.locked_by.is_some());
    let toggle = move |event: MouseEvent| {
        open.update(|open| *open = if open.is_some() { None } else { Place::below_target(&event, true) });
    };
    view! {
        <div class="person">
            {move || {
                let face = photo_of.get().map(|(id, shown)| photo(PhotoOf::User(id), shown));
                view! { <Avatar name=called() size="lg" photo=face.unwrap_or_default()/> }
            }}
            <div class="id">
                <Crumbs label=say!(i18n, ui.crumbs) steps=vec![(last_list(), say!(i18n, users.title).into())]/>
                <div class="row">
                    <PageTitle text=called/>
                    <StateBadge state=Signal::derive(move || state.get().unwrap_or(UserState::Active))/>
                    <Show when=move || no_password.get()>
                        <span class="badge"><Icon name="key"/>{say!(i18n, users.no_password)}</span>
                    </Show>
                </div>
                <p class="muted">
                    {move || email.get()} " "
                    {move || home.get().flatten().map(|node| view! { <NodeName node=node/> })}
                </p>
            </div>
            <Show when=move || !locked.get()>
                <button
                    type="button"
                    class="icon-btn line"
                    aria-haspopup="menu"
                    aria-expanded=move || open.with(Option::is_some).to_string()
                    aria-label=say!(i18n, users.actions)
                    title=say!(i18n, users.actions)
                    on:click=toggle
                >
                    <Icon name="more"/>
                </button>
            </Show>
        </div>
        <Menu open=open label=say!(i18n, users.actions)>{items(desk, ask)}</Menu>
        <Dialogs desk=desk ask=ask/>
    }
}

/// What the account as it is allows to do with it.
fn items(desk: Desk, ask: RwSignal<Option<Ask>>) -> AnyView {
    let Some(account) = desk.account() else { return ().into_any() };
    let i18n = desk.i18n;
    let item = move |icon: &'static str, text: crate::text::Phrase, what: Ask| {
        let icon = move || view! { <Icon name=icon/> };
        view! { <MenuItem icon=icon text=text on_choose=move || ask.set(Some(what))/> }
    };
    let (invited, known) = (can_be_invited(&account), is_open(&account) && account.has_password);
    let reset = move || send_reset(desk);
    view! {
        {invited.then(|| view! {
            <MenuItem icon=move || view! { <Icon name="send"/> } text=say!(i18n, users.invite)
                on_choose=move || invite(desk)/>
        })}
        {known.then(|| view! {
            <MenuItem icon=move || view! { <Icon name="mail"/> } text=say!(i18n, users.send_reset) on_choose=reset/>
        })}
        {item("key", say!(i18n, users.set_password), Ask::Password)}
        {item("mail", say!(i18n, users.change_email), Ask::Email)}
        {(!account.own).then(|| item("lock", say!(i18n, users.change_standing), Ask::Standing))}
        {item("logout", say!(i18n, users.end_sessions), Ask::EndSessions)}
    }
    .into_any()
}

/// Whether somebody is let in: nobody else is sent a link.
const fn is_open(account: &Account) -> bool {
    matches!(account.state, UserState::Active)
}

/// Whether an invitation makes sense: nobody with a password of their own needs one.
pub(super) const fn can_be_invited(account: &Account) -> bool {
    is_open(account) && (!account.has_password || account.password_provisional)
}

fn send_reset(desk: Desk) {
    let Some(account) = desk.account() else { return };
    let call = async move { contract::send_password_reset(account.id).await.map(|()| None) };
    desk.act(call, move || now!(desk.i18n, users.reset_sent, address = account.email));
}

#[cfg(test)]
mod tests {
    use super::can_be_invited;
    use crate::{
        contract::{Account, UserState},
        features::users::fields::tests::account,
    };

    #[test]
    fn only_those_are_invited_who_have_no_password_of_their_own_and_are_let_in() {
        let known = account();
        assert!(!can_be_invited(&known));
        assert!(can_be_invited(&Account { has_password: false, ..known.clone() }));
        assert!(can_be_invited(&Account { password_provisional: true, ..known.clone() }));
        assert!(!can_be_invited(&Account { has_password: false, state: UserState::Inactive, ..known }));
    }
}
