use leptos::{prelude::*, web_sys};

use super::{
    board::{Board, Known},
    words::role_name,
};
use crate::{
    contract::{Grant, Node},
    language::now,
    ui::Icon,
};

/// The role at a place. It shows what is so until the server says that it is otherwise.
#[component]
pub(super) fn RolePick(
    board: Board,
    known: Known,
    at: Node,
    /// What is given there, if anything.
    grant: Option<Grant>,
    /// What is said where nothing is given; empty where there must be a role.
    none: String,
) -> impl IntoView {
    let i18n = board.i18n;
    let given = grant.as_ref().and_then(|grant| grant.role.as_ref().map(|role| role.id));
    let now = given.map(|id| id.to_string()).unwrap_or_default();
    let place = at.name.clone();
    let label = move || now!(i18n, grants.role_at, place = place.as_str());
    let blank = (!none.is_empty()).then(|| (String::new(), none));
    let roles = known.offered(&at, given).into_iter();
    let choices = blank.into_iter().chain(roles.map(|role| (role.id.to_string(), role_name(i18n, &role))));
    let option = |(word, text): (String, String)| {
        let chosen = word == now;
        view! { <option value=word selected=chosen>{text}</option> }.into_any()
    };
    let options: Vec<AnyView> = choices.map(option).collect();
    let shown = now.clone();
    let change = move |event: leptos::ev::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let asked = select.value();
        select.set_value(&shown);
        board.pick(at.clone(), grant.clone(), &asked);
    };
    view! {
        <span class="pick">
            <select class="select sm" aria-label=label prop:value=now on:change=change>{options}</select>
            <Icon name="down"/>
        </span>
    }
}
