use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::work::owns_some;
use crate::{
    client::Problem,
    contract::{self, Account, Deletion as Terms},
    features::{
        grants::Refusal,
        users::{find_people, last_list, name_of},
    },
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Banner, Button, Choice, Combo, Failure, Form, Show, Toasts},
};

/// Asks who takes over, says what stays and what goes, and deletes [CT-9].
#[component]
pub(super) fn Deletion(account: Account, asking: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, navigate) = (expect_context::<Toasts>(), use_navigate());
    let (form, successor) = (Form::new(), RwSignal::new(None::<Choice>));
    let (id, version, name) = (account.id, account.version, name_of(&account));
    let owns = Load::new(move || owns_some(id));
    let asks = move || owns.data.get() == Some(true);
    let told = name.clone();
    let delete = move || {
        let body = Terms { successor_id: successor.with_untracked(|one| one.as_ref().map(|one| one.id)) };
        let (navigate, name) = (navigate.clone(), told.clone());
        form.send(async move { contract::delete_user(id, version, &body).await }, move |()| {
            toasts.say(now!(i18n, leaving.deleted, name = name.as_str()));
            navigate(&last_list(), NavigateOptions::default());
        });
    };
    view! {
        <div class="body">
            {move || form.problem.get().map(|problem| refusal(i18n, problem))}
            <p>{move || now!(i18n, leaving.delete_text, name = name.as_str())}</p>
            {move || owns.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || owns.again()/>
            })}
            <Show when=asks>
                <Combo form=form pointer="/successor_id" label=say!(i18n, leaving.successor)
                    placeholder=say!(i18n, teams.find_person) find=find_people() chosen=successor/>
            </Show>
        </div>
        <footer>
            <Button text=say!(i18n, ui.cancel) on_click=move || asking.set(false)/>
            <Button kind="danger" text=say!(i18n, leaving.delete_now) busy=form.busy on_click=delete/>
        </footer>
    }
}

fn refusal(i18n: Words, problem: Problem) -> AnyView {
    // What is said of the field stands at the field.
    if problem.slug == "conflict" && problem.fields.is_empty() {
        return view! {
            <Banner tone="red" icon="alert" title=say!(i18n, leaving.not_deleted) text=say!(i18n, leaving.work_first)/>
        }
        .into_any();
    }
    view! { <Refusal problem=problem/> }.into_any()
}
