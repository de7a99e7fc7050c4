use leptos::{prelude::*, task::spawn_local};

use super::{
    read::{Giving, all_actions, all_grants},
    refusal::Refusal,
    row::GrantRow,
};
use crate::{
    browser,
    client::Problem,
    contract::{self, ExplainedAction, Grant, NewGrant, PrincipalRef},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    text::Text,
    ui::{Failure, Icon, Show, TextSkeleton, Toasts},
};

/// What somebody or a team is given, each with where and how long.
#[component]
pub fn Given(
    to: PrincipalRef,
    #[prop(into)] title: Text,
    giving: Giving,
    /// The address of the page; `?grant=` is added for one of them.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let load = Load::new(move || {
        let to = to.clone();
        async move { Ok((all_grants(to).await?, all_actions(i18n).await?)) }
    });
    let refused = RwSignal::new(None);
    let take = taking(load, refused);
    let add = format!("{here}?grant=new");
    let switched_off = move || has(load, |grants| grants.iter().any(|grant| !grant.switched_off.is_empty()));
    view! {
        <section class="stack tight" aria-labelledby="given">
            <h2 id="given" tabindex="-1">{title}</h2>
            {move || load.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || load.again()/>
            })}
            {move || refused.get().map(|problem| view! { <Refusal problem=problem/> })}
            <Show when=move || load.slow.get()><TextSkeleton/></Show>
            <Show when=move || has(load, <[Grant]>::is_empty)>
                <p class="muted">{say!(i18n, grants.none)}</p>
            </Show>
            <Show when=move || has(load, |grants| !grants.is_empty())>
                <GrantTable load=load giving=giving here=here.clone() take=take/>
            </Show>
            <Show when=switched_off><p class="muted small">{say!(i18n, grants.off_is_no_prohibition)}</p></Show>
            <Show when=move || giving.anywhere()>
                <a class="btn ghost sm flush" href=add.clone()><Icon name="plus"/>{say!(i18n, grants.add)}</a>
            </Show>
        </section>
    }
}

type Shown = Load<(Vec<Grant>, Vec<ExplainedAction>)>;

fn has(load: Shown, test: impl Fn(&[Grant]) -> bool) -> bool {
    load.data.with(|read| read.as_ref().is_some_and(|(grants, _)| test(grants)))
}

#[component]
fn GrantTable(load: Shown, giving: Giving, here: String, take: Callback<Grant>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        let (grants, actions) = load.data.get().unwrap_or_default();
        let row = |grant: Grant| {
            view! { <GrantRow grant=grant actions=actions.clone() giving=giving here=here.clone() take=take/> }
                .into_any()
        };
        grants.into_iter().map(row).collect::<Vec<AnyView>>()
    };
    view! {
        <table class="grants" role="table" aria-labelledby="given">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{say!(i18n, grants.place)}</th>
                    <th role="columnheader" scope="col">{say!(i18n, grants.gives)}</th>
                    <th role="columnheader" scope="col">{say!(i18n, grants.validity)}</th>
                    <th role="columnheader" scope="col"><span class="vh">{say!(i18n, grants.actions)}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

/// Takes a grant; as long as the news is there it can be given back.
fn taking(load: Shown, refused: RwSignal<Option<Problem>>) -> Callback<Grant> {
    let i18n = use_i18n();
    let toasts: Toasts = expect_context();
    Callback::new(move |grant: Grant| {
        spawn_local(async move {
            let answer = contract::delete_grant(grant.id, grant.version).await;
            if refused.try_set(answer.as_ref().err().cloned()).is_some() || answer.is_err() {
                return;
            }
            load.again();
            browser::focus("#given");
            let told = now!(i18n, grants.taken, place = grant.node.name.as_str());
            toasts.say_with(told, say!(i18n, ui.undo), move || {
                give_back(grant.clone(), load, refused);
            });
        });
    })
}

fn give_back(grant: Grant, load: Shown, refused: RwSignal<Option<Problem>>) {
    spawn_local(async move {
        let answer = contract::create_grant(Some(browser::once_key()), &given_again(&grant)).await;
        if refused.try_set(answer.err()).is_none() {
            load.again();
        }
    });
}

/// The same grant, to be given once more.
pub(super) fn given_again(grant: &Grant) -> NewGrant {
    NewGrant {
        to: PrincipalRef { kind: grant.to.kind, id: grant.to.id },
        node_id: grant.node.id,
        role_id: grant.role.as_ref().map(|role| role.id),
        switched_on: Some(grant.switched_on.clone()).filter(|all| !all.is_empty()),
        switched_off: Some(grant.switched_off.clone()).filter(|all| !all.is_empty()),
        valid_from: grant.valid_from,
        valid_until: grant.valid_until,
    }
}
