use leptos::prelude::*;

use super::{
    desk::{Asking, Desk},
    words::{is_used, numbers, tags_text, uses_text},
};
use crate::{
    client::Problem,
    contract::{self, Tag, TagCategory},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Button, Form, Show},
};

/// Asks once; what is in use can only be merged into another.
#[component]
pub(super) fn TagDeletion(desk: Desk, tag: Tag) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let uses = RwSignal::new(is_used(&tag).then(|| (tag.requests, tag.links.unwrap_or_default())));
    Effect::new(move || {
        // Meanwhile others may have come to use it; what one does not see is in the way, too, but not counted.
        if let Some(problem) = form.problem.get().filter(|problem| problem.slug == "conflict")
            && let [requests, links, ..] = numbers(&problem.detail)[..]
        {
            uses.set(Some((requests, links)));
        }
    });
    let told = move || match uses.get() {
        Some((0, 0)) => now!(i18n, tags.used_unseen).to_owned(),
        Some((requests, links)) => now!(i18n, tags.delete_used, uses = uses_text(i18n, requests, links)),
        None => now!(i18n, tags.delete_text).to_owned(),
    };
    let (merged, name) = (tag.clone(), tag.name.clone());
    let merge = Callback::new(move |()| desk.ask(Asking::Merge(merged.clone())));
    let delete = Callback::new(move |()| {
        let name = name.clone();
        form.send(async move { contract::delete_tag(tag.id, tag.version).await }, move |()| {
            desk.done(now!(i18n, tags.deleted, name = name.as_str()));
        });
    });
    view! {
        <div class="body">
            <Show when=move || uses.with(Option::is_none)><Refused form=form/></Show>
            <p role="status">{told}</p>
        </div>
        <footer>
            <Button text=say!(i18n, ui.cancel) on_click=move || desk.asking.set(None)/>
            <Show when=move || uses.with(Option::is_some) fallback=move || view! {
                <Button kind="danger" text=say!(i18n, tags.delete) busy=form.busy on_click=move || delete.run(())/>
            }>
                <Button kind="primary" text=say!(i18n, tags.merge) on_click=move || merge.run(())/>
            </Show>
        </footer>
    }
}

/// Asks once; an axis that holds tags cannot be deleted.
#[component]
pub(super) fn CategoryDeletion(desk: Desk, category: TagCategory) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let (tags, name) = (category.tags, category.name.clone());
    let told = move || match tags {
        0 => now!(i18n, tags.delete_category_text).to_owned(),
        count => now!(i18n, tags.delete_category_used, tags = tags_text(i18n, count)),
    };
    let leave = move || if tags == 0 { now!(i18n, ui.cancel) } else { now!(i18n, ui.close) };
    let delete = move || {
        let name = name.clone();
        form.send(
            async move { contract::delete_tag_category(category.id, category.version).await },
            move |()| {
                desk.done(now!(i18n, tags.deleted, name = name.as_str()));
            },
        );
    };
    view! {
        <div class="body">
            <Refused form=form/>
            <p>{told}</p>
        </div>
        <footer>
            <Button text=leave on_click=move || desk.asking.set(None)/>
            {(tags == 0).then(|| view! {
                <Button kind="danger" text=say!(i18n, tags.delete) busy=form.busy on_click=delete/>
            })}
        </footer>
    }
}

#[component]
fn Refused(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let shown = move |problem: Problem| {
        match problem.slug.as_str() {
        "conflict" => {
            view! { <Banner tone="red" icon="alert" title=say!(i18n, teams.not_deleted) text=say!(i18n, tags.in_the_way)/> }
                .into_any()
        }
        _ => view! { <Refusal problem=problem/> }.into_any(),
    }
    };
    move || form.problem.get().map(shown)
}
