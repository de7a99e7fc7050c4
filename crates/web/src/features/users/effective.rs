use leptos::prelude::*;
use uuid::Uuid;

use super::{sheet::Desk, words::name_of};
use crate::{
    contract::{self, Account, EffectivePermissions, ExplainedAction, PlacedNode, TagPermissions},
    features::{
        authorization::AtPlace,
        grants::all_actions,
        sites::{NodeField, instance_node, placed},
    },
    language::{now, say},
    load::Load,
    ui::{Failure, Form, Show, TextSkeleton},
};

type Known = (EffectivePermissions, Vec<ExplainedAction>);

/// Tells of each change of what is given.
#[derive(Clone, Copy)]
pub(super) struct Given(pub(super) Trigger);

/// What somebody may do at a place, live beside what is given [PP-6].
#[component]
pub fn UserEffective() -> impl IntoView {
    let (desk, Given(changed)) = (expect_context::<Desk>(), expect_context::<Given>());
    desk.account().map(|account| view! { <Effective desk=desk id=account.id changed=changed/> })
}

#[component]
fn Effective(desk: Desk, id: Uuid, changed: Trigger) -> impl IntoView {
    let i18n = desk.i18n;
    let name = desk.of(name_of);
    let first = Load::new(move || async move { beginning(desk.account()).await });
    let known = Load::new(move || {
        changed.track();
        async move { Ok((contract::read_effective_permissions(id).await?, all_actions(i18n).await?)) }
    });
    let problem = move || first.problem.get().or_else(|| known.problem.get());
    let again = move || {
        first.again();
        known.again();
    };
    view! {
        <aside class="eff" aria-labelledby="eff">
            <header>
                <h2 id="eff">{move || now!(i18n, users.may_do, name = name.get().unwrap_or_default())}</h2>
            </header>
            {move || problem().map(|problem| view! { <Failure problem=problem again=again/> })}
            <Show when=move || known.slow.get()><TextSkeleton/></Show>
            {move || first.data.get().map(|first| view! { <Chosen first=first known=known/> })}
            <p class="muted small note">{say!(i18n, users.as_of_now)}</p>
        </aside>
    }
}

#[component]
fn Chosen(first: Option<PlacedNode>, known: Load<Known>) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    let node = RwSignal::new(first);
    let shown = move || {
        let ((held, actions), node) = known.data.get().zip(node.get())?;
        let tags = held.tags.clone();
        Some(view! { <AtPlace held=held actions=actions node=node/> <Tags tags=tags/> })
    };
    view! {
        <div class="note">
            <NodeField form=Form::new() pointer="/at" label=say!(i18n, users.at_place) may=None node=node/>
        </div>
        {shown}
    }
}

/// What tags open besides, wherever they count.
#[component]
fn Tags(tags: Vec<TagPermissions>) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    let line = move |one: TagPermissions| {
        let what = if one.edit { now!(i18n, grants.view_and_edit) } else { now!(i18n, grants.view) };
        view! { <li><b>{one.tag.name}</b>{format!(" · {what} · {}", one.node.name)}</li> }.into_any()
    };
    (!tags.is_empty()).then(|| {
        let lines: Vec<AnyView> = tags.into_iter().map(line).collect();
        view! { <h3>{say!(i18n, users.by_tags)}</h3> <ul class="plain-list note">{lines}</ul> }
    })
}

/// The place to begin with: where the account lives, else the top.
async fn beginning(account: Option<Account>) -> Result<Option<PlacedNode>, crate::client::Problem> {
    let home = match account.and_then(|account| account.home) {
        Some(home) => placed(&home).await?,
        None => None,
    };
    match home {
        Some(home) => Ok(Some(home)),
        None => instance_node().await,
    }
}
