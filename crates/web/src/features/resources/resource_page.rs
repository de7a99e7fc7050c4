use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    login::Login,
    portrait::Portrait,
    resource_form::ResourceForm,
    words::{name_of, rate_text},
};
use crate::{
    client::Problem,
    contract::{self, Action, Resource},
    features::{
        leaving::Leaver,
        pictures::{PhotoOf, photo},
        sites::NodeName,
        tags::colour_text,
    },
    i18n::use_i18n,
    language::{now, say},
    lazy,
    load::Load,
    session::Session,
    shell::Missing,
    ui::{Avatar, Button, Crumbs, Dialog, Failure, PageTitle, Show, TextSkeleton},
};

/// One resource: who it is, and whose login.
#[component]
pub fn ResourcePage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok())));
    let load = Load::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => contract::read_resource(id).await,
                None => Err(Problem::read(404, "")),
            }
        }
    });
    let missing = move || load.problem.with(|problem| problem.as_ref().is_some_and(|one| one.status == 404));
    let failed = move || load.problem.get().filter(|problem| problem.status != 404);
    view! {
        {move || failed().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || load.again()/></div>
        })}
        <Show when=missing><Missing/></Show>
        <Show when=move || load.slow.get()><div class="pad"><TextSkeleton/></div></Show>
        <Show when=move || load.data.with(Option::is_some) && !missing()><Sheet load=load/></Show>
    }
}

#[component]
fn Sheet(load: Load<Resource>) -> impl IntoView {
    let session = expect_context::<Session>();
    let managed = Signal::derive(move || {
        load.data.with(|one| one.as_ref().is_some_and(|one| one.allowed.contains(&Action::ManageResources)))
    });
    let changed = Callback::new(move |()| load.again());
    provide_leaver(load);
    let works = move || session.may(Action::AssignRequest).then(lazy::open_work);
    let portrait = move || {
        let (id, has_one) = load.data.with(|one| one.as_ref().map(|one| (one.id, one.photo_id.is_some())))?;
        managed.get().then(|| view! { <Portrait id=id has_one=has_one changed=changed/> })
    };
    view! {
        <Head load=load managed=managed/>
        <div class="two">
            <div class="left stack">
                {portrait}
                {move || load.data.get().map(|resource| view! { <Facts resource=resource/> })}
                {works}
            </div>
            <Login load=load managed=managed/>
        </div>
    }
}

/// Whose open work is shown before they are made inactive [PL-9].
fn provide_leaver(load: Load<Resource>) {
    let name = move || load.data.with(|one| one.as_ref().map(name_of).unwrap_or_default());
    if let Some(resource) = load.data.get_untracked() {
        provide_context(Leaver { id: resource.id, name: Signal::derive(name) });
    }
}

#[component]
fn Head(load: Load<Resource>, managed: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let editing = RwSignal::new(false);
    let name = Memo::new(move |_| load.data.with(|one| one.as_ref().map(name_of).unwrap_or_default()));
    let face = move || {
        load.data.with(|one| {
            let address = one.as_ref().map(|one| photo(PhotoOf::Resource(one.id), one.photo_id))?;
            Some(view! { <Avatar name=name.get() size="lg" photo=address/> })
        })
    };
    let state = move || match load.data.with(|one| one.as_ref().is_some_and(|one| one.active)) {
        true => now!(i18n, resources.is_active),
        false => now!(i18n, resources.is_inactive),
    };
    let saved = Callback::new(move |resource: Resource| {
        editing.set(false);
        load.data.set(Some(resource));
    });
    view! {
        <div class="person">
            {face}
            <div class="id">
                <Crumbs label=say!(i18n, ui.crumbs) steps=vec![("/resources".to_owned(), say!(i18n, resources.title).into())]/>
                <PageTitle text=move || name.get()/>
                <p class="muted">{state}</p>
            </div>
            <Show when=move || managed.get()>
                <Button icon="pencil" text=say!(i18n, resources.edit) on_click=move || editing.set(true)/>
            </Show>
        </div>
        <Dialog open=editing id="d-edit-resource" title=say!(i18n, resources.edit_title)>
            {load.data.get_untracked().map(|resource| view! { <ResourceForm resource=Some(resource) saved=saved/> })}
        </Dialog>
    }
}

#[component]
fn Facts(resource: Resource) -> impl IntoView {
    let i18n = use_i18n();
    let colour = move |colour: i64| {
        view! {
            <dt>{say!(i18n, resources.colour)}</dt>
            <dd>
                <span class="row tight">
                    <span class="dot-of" data-color=colour.to_string() aria-hidden="true"></span>
                    <span>{move || colour_text(i18n, colour)}</span>
                </span>
            </dd>
        }
    };
    view! {
        <dl class="props">
            <dt>{say!(i18n, resources.home)}</dt>
            <dd><NodeName node=resource.home/></dd>
            {resource.code.map(|code| view! { <dt>{say!(i18n, resources.code)}</dt><dd>{code}</dd> })}
            {resource.colour.map(colour)}
            {resource.hourly_rate.map(|rate| view! {
                <dt>{say!(i18n, resources.rate)}</dt><dd>{move || rate_text(i18n, rate)}</dd>
            })}
        </dl>
    }
}
