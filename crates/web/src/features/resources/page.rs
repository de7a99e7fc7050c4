use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    resource_form::ResourceForm,
    words::{State, fitting, name_of, rate_text},
};
use crate::{
    contract::{self, Action, ListResourcesQuery, Resource},
    features::{
        pictures::{PhotoOf, photo},
        sites::NodeName,
    },
    i18n::use_i18n,
    language::{Words, say},
    load::{Load, all_pages},
    session::Session,
    text::Text,
    ui::{Avatar, Button, Dialog, Empty, Failure, Icon, ListSkeleton, PageTitle, Seg, Show},
};

/// The workers that can be assigned, found by name, code or home.
#[component]
pub fn ResourcesPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    let resources = Load::new(|| {
        all_pages(async |cursor| {
            let query = ListResourcesQuery { cursor, limit: Some(200), ..Default::default() };
            let page = contract::list_resources(&query).await?;
            Ok((page.items, page.next))
        })
    });
    let (find, adding) = (RwSignal::new(String::new()), RwSignal::new(false));
    let state = RwSignal::new("active".to_owned());
    let made = Callback::new(move |resource: Resource| {
        adding.set(false);
        navigate(&format!("/resources/{}", resource.id), NavigateOptions::default());
    });
    let all = Signal::derive(move || resources.data.get().unwrap_or_default());
    let found =
        Memo::new(move |_| fitting(all.get(), &find.get(), state.with(|state| State::from_word(state))));
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, resources.title)/>
            <Find find=find/>
            <Seg
                label=say!(i18n, resources.state)
                name="state"
                choices=states(i18n)
                value=Signal::derive(move || state.get())
                on_change=move |word: &'static str| state.set(word.to_owned())
            />
            <Show when=move || session.may(Action::ManageResources)>
                <Button kind="primary" icon="plus" text=say!(i18n, resources.add) on_click=move || adding.set(true)/>
            </Show>
        </div>
        {move || resources.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || resources.again()/></div>
        })}
        <Show when=move || resources.slow.get()><ListSkeleton/></Show>
        <Show when=move || resources.data.with(Option::is_some)>
            <ResourceTable all=all found=found/>
        </Show>
        <Dialog open=adding id="d-add-resource" title=say!(i18n, resources.add)>
            <ResourceForm resource=None saved=made/>
        </Dialog>
    }
}

fn states(i18n: Words) -> Vec<(&'static str, Text)> {
    let text = |state| -> Text {
        match state {
            State::All => say!(i18n, resources.all).into(),
            State::Active => say!(i18n, resources.actives).into(),
            State::Inactive => say!(i18n, resources.inactives).into(),
        }
    };
    State::WORDS.into_iter().map(|(word, state)| (word, text(state))).collect()
}

#[component]
fn Find(find: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="with-icon">
            <Icon name="search"/>
            <input
                class="input sm"
                type="search"
                aria-label=say!(i18n, resources.find)
                placeholder=say!(i18n, resources.find)
                prop:value=move || find.get()
                on:input=move |event| find.set(event_target_value(&event))
            />
        </span>
    }
}

#[component]
fn ResourceTable(all: Signal<Vec<Resource>>, found: Memo<Vec<Resource>>) -> impl IntoView {
    let i18n = use_i18n();
    let none = move || match all.with(Vec::is_empty) {
        true => view! { <Empty title=say!(i18n, resources.none) text=say!(i18n, resources.none_text)/> }
            .into_any(),
        false => {
            view! { <Empty title=say!(i18n, resources.not_found) text=say!(i18n, resources.not_found_text)/> }
                .into_any()
        }
    };
    let rows = move || found.get().into_iter().map(|one| row(i18n, one)).collect::<Vec<AnyView>>();
    view! {
        <Show when=move || !found.with(Vec::is_empty) fallback=none>
            <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, resources.title)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{say!(i18n, resources.name)}</th>
                            <th scope="col">{say!(i18n, resources.code)}</th>
                            <th scope="col">{say!(i18n, resources.home)}</th>
                            <th scope="col">{say!(i18n, resources.login)}</th>
                            <th scope="col" class="end">{say!(i18n, resources.rate)}</th>
                            <th scope="col">{say!(i18n, resources.state)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Show>
    }
}

fn row(i18n: Words, resource: Resource) -> AnyView {
    let (name, href) = (name_of(&resource), format!("/resources/{}", resource.id));
    let face = photo(PhotoOf::Resource(resource.id), resource.photo_id);
    let login = match resource.login {
        Some(_) => say!(i18n, resources.has_login),
        None => say!(i18n, resources.no_login),
    };
    let state = match resource.active {
        true => say!(i18n, resources.is_active),
        false => say!(i18n, resources.is_inactive),
    };
    let rate = resource.hourly_rate;
    view! {
        <tr>
            <td class="wrap">
                <span class="row tight">
                    <Avatar name=name.clone() photo=face/>
                    {resource.colour.map(|colour| view! {
                        <span class="dot-of" data-color=colour.to_string() aria-hidden="true"></span>
                    })}
                    <a class="title" href=href>{name}</a>
                </span>
            </td>
            <td>{resource.code}</td>
            <td><NodeName node=resource.home/></td>
            <td>{login}</td>
            <td class="fit end">{move || rate.map(|rate| rate_text(i18n, rate))}</td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}
