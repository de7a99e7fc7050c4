use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    client::Problem,
    contract::{self, NewUser, Resource, ResourceLogin},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{Words, language, now, say},
    load::Load,
    ui::{Form, SubmitButton, TextField, Toasts},
};

/// Gives a resource an account of their own and invites them to it [PL-3].
#[component]
pub(super) fn InvitationForm(load: Load<Resource>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, email) = (Form::new(), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(resource) = load.data.get_untracked().filter(|_| form.is_ready()) else { return };
        let address = email.with_untracked(|email| email.trim().to_owned());
        let told = now!(i18n, users.invited, address = address.as_str());
        form.send(async move { invite(i18n, resource, address).await }, move |resource: Resource| {
            toasts.say(told);
            load.data.set(Some(resource));
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            <TextField form=form pointer="/email" label=say!(i18n, resources.invite_address) value=email kind="email"
                rule=NewUser::EMAIL.required() help=say!(i18n, resources.invite_text) autocomplete="off"/>
            <div><SubmitButton icon="send" text=say!(i18n, resources.invite) busy=form.busy/></div>
        </form>
    }
}

/// An account where the resource lives, theirs from then on, and the mail that lets them in.
async fn invite(i18n: Words, resource: Resource, address: String) -> Result<Resource, Problem> {
    let name = |text: String| Some(text).filter(|text| !text.is_empty());
    let new = NewUser {
        username: address.clone(),
        email: address,
        first_name: name(resource.first_name),
        last_name: name(resource.last_name),
        phone: None,
        language: untrack(|| language(i18n)),
        node_id: resource.home.id,
        default_site_id: None,
        external_id: None,
        provisional_password: None,
    };
    let account = contract::create_user(None, &new).await.map_err(at_the_address)?;
    let login = ResourceLogin { user_id: Some(account.id) };
    let linked = contract::link_resource(resource.id, resource.version, &login).await?;
    contract::invite_user(account.id).await?;
    Ok(linked)
}

/// The username is the address: what is said of either stands at the one field there is.
fn at_the_address(mut problem: Problem) -> Problem {
    problem.fields.retain(|flaw| ["/username", "/email"].contains(&flaw.pointer.as_str()));
    problem.fields.truncate(1);
    problem.fields.iter_mut().for_each(|flaw| "/email".clone_into(&mut flaw.pointer));
    problem
}
