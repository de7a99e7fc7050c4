use leptos::{ev::SubmitEvent, prelude::*};

use super::desk::Desk;
use crate::{
    contract::{self, NewTag, Tag, TagCategory, TagChange},
    features::grants::Refusal,
    i18n::use_i18n,
    language::say,
    ui::{Form, SubmitButton, TextField},
};

/// A new tag of an axis.
#[component]
pub(super) fn NewTagForm(desk: Desk, category: TagCategory) -> impl IntoView {
    let (form, name) = (Form::new(), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = NewTag { category_id: category.id, name: name.get_untracked().trim().to_owned() };
            form.send(async move { contract::create_tag(&body).await }, move |tag: Tag| {
                desk.saved(&tag.name)
            });
        }
    };
    view! { <form novalidate on:submit=submit><Name form=form name=name/></form> }
}

/// Another name for a tag.
#[component]
pub(super) fn NameForm(desk: Desk, tag: Tag) -> impl IntoView {
    let (form, name) = (Form::new(), RwSignal::new(tag.name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = TagChange { name: name.get_untracked().trim().to_owned() };
            let call = async move { contract::update_tag(tag.id, tag.version, &body).await };
            form.send(call, move |tag: Tag| desk.saved(&tag.name));
        }
    };
    view! { <form novalidate on:submit=submit><Name form=form name=name/></form> }
}

#[component]
fn Name(form: Form, name: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="body">
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            <TextField form=form pointer="/name" label=say!(i18n, tags.name) value=name rule=NewTag::NAME.required()/>
        </div>
        <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
    }
}
