use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    desk::Desk,
    find_tags::find_tags,
    words::{links_text, requests_text},
};
use crate::{
    contract::{self, Merger, Tag},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{Button, Choice, Combo, Form, SubmitButton},
};

/// Asks once into which tag another one goes, and says what moves.
#[component]
pub(super) fn MergeForm(desk: Desk, tag: Tag) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let into = RwSignal::new(None::<Choice>);
    let (id, version, gone) = (tag.id, tag.version, tag.name.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = into.get_untracked();
        if let (true, Some(choice)) = (form.is_ready(), chosen) {
            let (body, gone) = (Merger { into_id: choice.id }, gone.clone());
            form.send(async move { contract::merge_tags(id, version, &body).await }, move |kept: Tag| {
                desk.done(now!(desk.i18n, tags.merged, name = gone.as_str(), into = kept.name.as_str()));
            });
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <Combo form=form pointer="/into_id" label=say!(i18n, tags.merge_into) placeholder=say!(i18n, tags.find)
                    find=find_tags(Some(tag.id)) chosen=into/>
                <p>{move || what_moves(i18n, &tag, into.get().as_ref())}</p>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || desk.asking.set(None)/>
                <SubmitButton text=say!(i18n, tags.merge_do) busy=form.busy/>
            </footer>
        </form>
    }
}

fn what_moves(i18n: Words, tag: &Tag, into: Option<&Choice>) -> String {
    let requests = requests_text(i18n, tag.requests);
    let links = links_text(i18n, tag.links.unwrap_or_default());
    match into {
        Some(into) => {
            let (name, into) = (tag.name.as_str(), into.name.as_str());
            now!(i18n, tags.merge_moves, requests = requests, links = links, name = name, into = into)
        }
        None => now!(i18n, tags.merge_text, requests = requests, links = links, name = tag.name.as_str()),
    }
}
