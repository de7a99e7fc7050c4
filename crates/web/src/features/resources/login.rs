use leptos::prelude::*;
use uuid::Uuid;

use super::invitation::InvitationForm;
use crate::{
    contract::{self, Action, Resource, ResourceLogin},
    features::{grants::Refusal, users::find_people},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Avatar, Button, Choice, Combo, Form, Show, Toasts},
};

/// Whose login a resource is; who manages it links one and takes it away.
#[component]
pub(super) fn Login(load: Load<Resource>, managed: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, session) = (expect_context::<Toasts>(), expect_context::<Session>());
    let (form, chosen) = (Form::new(), RwSignal::new(None::<Choice>));
    let login = Memo::new(move |_| load.data.with(|one| one.as_ref().and_then(|one| one.login.clone())));
    let say_whose = move |user_id: Option<Uuid>, told: String| {
        let Some((id, version)) =
            load.data.with_untracked(|one| one.as_ref().map(|one| (one.id, one.version)))
        else {
            return;
        };
        let call = async move { contract::link_resource(id, version, &ResourceLogin { user_id }).await };
        form.send(call, move |resource: Resource| {
            toasts.say(told);
            load.data.set(Some(resource));
        });
    };
    Effect::new(move || {
        if let Some(person) = chosen.get() {
            say_whose(Some(person.id), now!(i18n, resources.linked, name = person.name));
            chosen.set(None);
        }
    });
    let unlink = move || say_whose(None, now!(i18n, resources.unlinked).to_owned());
    view! {
        <aside class="members" aria-labelledby="login">
            <h2 id="login">{say!(i18n, resources.login)}</h2>
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            {move || match login.get() {
                Some(login) => view! {
                    <span class="who">
                        <Avatar name=login.name.clone()/>
                        {if session.deals_with_people() {
                            view! { <a href=format!("/users/{}", login.id)>{login.name}</a> }.into_any()
                        } else {
                            view! { <span>{login.name}</span> }.into_any()
                        }}
                    </span>
                }.into_any(),
                None => view! { <p class="muted">{say!(i18n, resources.no_login)}</p> }.into_any(),
            }}
            <Show when=move || managed.get()>
                <Show when=move || login.with(Option::is_some) fallback=move || view! {
                    <Combo pointer="/user_id" label=say!(i18n, resources.link) placeholder=say!(i18n, resources.find_person)
                        find=find_people() chosen=chosen/>
                    <p class="muted small">{say!(i18n, resources.login_text)}</p>
                    <Show when=move || session.may(Action::CreateUser)><InvitationForm load=load/></Show>
                }>
                    <Button kind="ghost" text=say!(i18n, resources.unlink) busy=form.busy on_click=unlink/>
                </Show>
            </Show>
        </aside>
    }
}
