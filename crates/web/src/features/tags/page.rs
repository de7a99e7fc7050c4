use leptos::prelude::*;

use super::{
    desk::{Asking, Desk},
    dialogs::Dialogs,
    preview::Preview,
    shelf::{Axis, fitting},
    words::{tags_text, uses_text},
};
use crate::{
    contract::{Action, Tag, TagCategory},
    i18n::use_i18n,
    language::{now, say},
    session::Session,
    ui::{Button, Empty, Failure, Icon, IconButton, ListSkeleton, PageTitle, SearchField, Show},
};

/// Tags along their axes, and how each axis displays its tags.
#[component]
pub fn TagsPage() -> impl IntoView {
    let i18n = use_i18n();
    let (desk, session) = (Desk::new(), expect_context::<Session>());
    let find = RwSignal::new(String::new());
    let has_some = move || desk.axes.data.with(|axes| axes.as_ref().is_some_and(|axes| !axes.is_empty()));
    let has_none = move || desk.axes.data.with(|axes| axes.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, tags.title)/>
            <SearchField label=say!(i18n, tags.filter) value=find on_type=move |typed| find.set(typed)/>
            <Show when=move || session.may(Action::ManageTags)>
                <Button kind="primary" icon="plus" text=say!(i18n, tags.add_category)
                    on_click=move || desk.ask(Asking::NewCategory)/>
            </Show>
        </div>
        {move || desk.axes.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || desk.axes.again()/></div>
        })}
        <Show when=move || desk.axes.slow.get()><ListSkeleton/></Show>
        <Show when=has_none><Empty title=say!(i18n, tags.none) text=say!(i18n, tags.none_text)/></Show>
        <Show when=has_some>
            <div class="two">
                <div class="left"><Axes desk=desk find=find/></div>
                <Preview desk=desk/>
            </div>
        </Show>
        <Dialogs desk=desk/>
    }
}

#[component]
fn Axes(desk: Desk, find: RwSignal<String>) -> impl IntoView {
    move || {
        let found = fitting(desk.axes.data.get().unwrap_or_default(), &find.get());
        if found.is_empty() {
            return view! { <p class="muted" role="status">{say!(desk.i18n, combo.none)}</p> }.into_any();
        }
        found.into_iter().map(|axis| section(desk, axis)).collect::<Vec<AnyView>>().into_any()
    }
}

fn section(desk: Desk, axis: Axis) -> AnyView {
    let Axis { category, tags } = axis;
    let managed = category.allowed.contains(&Action::ManageTags);
    let (id, colour) = (format!("axis-{}", category.id), category.colour.to_string());
    let heading = id.clone();
    let list: Vec<AnyView> = tags.into_iter().map(|tag| row(desk, tag)).collect();
    let empty = list.is_empty().then(|| view! { <p class="muted">{say!(desk.i18n, tags.no_tags)}</p> });
    view! {
        <section class="axis" aria-labelledby=id data-color=colour>
            <header>
                <i class="swatch sq" aria-hidden="true"></i>
                <h2 id=heading>{category.name.clone()}</h2>
                <p class="muted small">{about(desk, &category)}</p>
                {managed.then(|| tools(desk, &category))}
            </header>
            {empty}
            <ul>{list}</ul>
        </section>
    }
    .into_any()
}

/// Where an axis lives, where its tags are shown, and how many there are.
fn about(desk: Desk, category: &TagCategory) -> impl Fn() -> String + Send + 'static {
    let (home, in_lists, tags) = (category.home.name.clone(), category.in_lists, category.tags);
    move || {
        let shown =
            if in_lists { now!(desk.i18n, tags.in_lists) } else { now!(desk.i18n, tags.in_requests_only) };
        format!("{home} · {} · {shown}", tags_text(desk.i18n, tags))
    }
}

fn tools(desk: Desk, category: &TagCategory) -> AnyView {
    let (adding, editing, deleting) = (category.clone(), category.clone(), category.clone());
    let (edited, deleted) = (category.name.clone(), category.name.clone());
    let edit = move || now!(desk.i18n, tags.edit_one, name = edited.as_str());
    let delete = move || now!(desk.i18n, tags.delete_title, name = deleted.as_str());
    view! {
        <span class="row tight keep">
            <Button kind="ghost sm" icon="plus" text=say!(desk.i18n, tags.add)
                on_click=move || desk.ask(Asking::NewTag(adding.clone()))/>
            <IconButton icon="pencil" kind="sm" label=edit
                on_click=move || desk.ask(Asking::Category(editing.clone()))/>
            <IconButton icon="trash" kind="sm" label=delete
                on_click=move || desk.ask(Asking::DeleteCategory(deleting.clone()))/>
        </span>
    }
    .into_any()
}

fn row(desk: Desk, tag: Tag) -> AnyView {
    let managed = tag.allowed.contains(&Action::ManageTags);
    let (requests, links) = (tag.requests, tag.links.unwrap_or_default());
    let (name, label, own) = (tag.name.clone(), tag.name.clone(), tag.clone());
    let more = managed.then(|| {
        view! {
            <button
                type="button"
                class="icon-btn sm"
                aria-haspopup="menu"
                aria-label=move || now!(desk.i18n, tags.actions_on, name = label.as_str())
                on:click=move |event| desk.open_menu(&own, &event)
            >
                <Icon name="more"/>
            </button>
        }
    });
    view! {
        <li>
            <span class="tag" data-color=tag.category.colour.to_string()>{name}</span>
            <span class="muted small grow">{move || uses_text(desk.i18n, requests, links)}</span>
            {more}
        </li>
    }
    .into_any()
}
