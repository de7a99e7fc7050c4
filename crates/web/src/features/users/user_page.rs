use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::{
    sheet::{Desk, Sheet, Tab},
    words::name_of,
};
use crate::{
    client::Problem,
    contract::{self, PrincipalKind, PrincipalRef},
    features::grants::GrantEditor,
    i18n::use_i18n,
    lazy,
    load::Load,
    shell::Missing,
    ui::{Failure, Show, TextSkeleton, Toasts},
};

/// Somebody's account, on several tabs.
#[component]
pub fn UserPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<Uuid>().ok()));
    let tab = Memo::new(move |_| params.with(|params| Tab::read(params.get("tab").as_deref())));
    let grant =
        Memo::new(move |_| query.with(|query| query.get("grant")).filter(|_| tab.get() == Some(Tab::Access)));
    let load = Load::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => contract::read_user(id).await,
                None => Err(Problem::read(404, "")),
            }
        }
    });
    let desk =
        Desk { load, refused: RwSignal::new(None), toasts: expect_context::<Toasts>(), i18n: use_i18n() };
    // The tabs that come later find it there.
    provide_context(desk);
    let unknown = move || load.problem.with(|problem| problem.as_ref().is_some_and(|one| one.status == 404));
    let missing = move || tab.get().is_none() || unknown();
    let failed = move || load.problem.get().filter(|problem| problem.status != 404);
    let here = Memo::new(move |_| load.data.with(|account| account.as_ref().map(|account| account.id)));
    let hidden = Memo::new(move |_| missing());
    let body = move || match (here.get(), hidden.get(), grant.get()) {
        (Some(_), false, None) => view! { <Sheet desk=desk tab=tab/> }.into_any(),
        (Some(_), false, Some(_)) => lazy::user_grant().into_any(),
        _ => ().into_any(),
    };
    view! {
        {move || failed().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || load.again()/></div>
        })}
        <Show when=missing><Missing/></Show>
        <Show when=move || load.slow.get()><div class="pad"><TextSkeleton/></div></Show>
        {body}
    }
}

/// Something that is given to them, to be changed; something new where the address names none.
#[component]
pub fn UserGrant() -> impl IntoView {
    let (desk, query) = (expect_context::<Desk>(), use_query_map());
    let editing = query.with_untracked(|query| query.get("grant")).and_then(|id| id.parse::<Uuid>().ok());
    desk.account().map(|account| {
        let to = PrincipalRef { kind: PrincipalKind::User, id: account.id };
        let back = format!("/users/{}/access", account.id);
        view! { <GrantEditor to=to name=name_of(&account) back=back editing=editing/> }
    })
}
