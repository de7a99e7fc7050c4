use leptos::prelude::*;

use super::{
    filter::Sort,
    words::{state_look, state_text},
};
use crate::{
    contract::{User, UserState},
    features::{
        pictures::{PhotoOf, photo},
        sites::NodeName,
    },
    i18n::use_i18n,
    language::{Words, say},
    ui::{Avatar, Icon},
};

/// The people of a page; each leads to their own.
#[component]
pub(super) fn Table(
    #[prop(into)] users: Signal<Vec<User>>,
    #[prop(into)] sort: Signal<Sort>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sorted = move |by: Sort| (sort.get() == by).then_some("ascending");
    let rows = move || users.get().into_iter().map(|user| row(i18n, user)).collect::<Vec<AnyView>>();
    view! {
        <div class="table-wrap accounts" tabindex="0" role="region" aria-label=say!(i18n, users.title)>
            <table class="table" role="table" aria-label=say!(i18n, users.title)>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" aria-sort=move || sorted(Sort::Name)>{say!(i18n, users.name)}</th>
                        <th role="columnheader" scope="col" aria-sort=move || sorted(Sort::Username)>{say!(i18n, login.username)}</th>
                        <th role="columnheader" scope="col">{say!(i18n, entry.email)}</th>
                        <th role="columnheader" scope="col">{say!(i18n, users.home)}</th>
                        <th role="columnheader" scope="col">{say!(i18n, users.state)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn row(i18n: Words, user: User) -> AnyView {
    let href = format!("/users/{}", user.id);
    let face = photo(PhotoOf::User(user.id), user.photo_id);
    view! {
        <tr role="row">
            <td role="cell" class="c-name">
                <span class="who"><Avatar name=user.name.clone() photo=face/><a class="title" href=href>{user.name}</a></span>
            </td>
            <td role="cell" class="c-username">{user.username}</td>
            <td role="cell" class="c-email">{user.email}</td>
            <td role="cell" class="c-home">{user.home.map(|node| view! { <NodeName node=node/> })}</td>
            <td role="cell" class="c-state">
                <StateBadge state=user.state/>
                {(!user.has_password).then(|| view! {
                    " " <span class="badge"><Icon name="key"/>{say!(i18n, users.no_password)}</span>
                })}
            </td>
        </tr>
    }
    .into_any()
}

/// Whether an account is let in: shape, word, tone.
#[component]
pub(super) fn StateBadge(#[prop(into)] state: Signal<UserState>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="badge" data-tone=move || state_look(state.get()).0>
            {move || view! { <Icon name=state_look(state.get()).1/> }}
            {move || state_text(i18n, state.get())}
        </span>
    }
}
