use leptos::{prelude::*, web_sys::Blob};
use uuid::Uuid;

use crate::{
    contract,
    features::pictures::{ChooseFile, picture_text},
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Form, Icon, Toasts},
};

/// What is done with the photo of a resource.
#[component]
pub(super) fn Portrait(id: Uuid, has_one: bool, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let form = Form::new();
    let keep = move |file: Blob| {
        form.send(async move { contract::set_resource_photo(id, &file).await }, move |_| {
            toasts.say(now!(i18n, pictures.photo_saved));
            changed.run(());
        });
    };
    let remove = move || {
        form.send(contract::remove_resource_photo(id), move |()| {
            toasts.say(now!(i18n, pictures.photo_removed));
            changed.run(());
        });
    };
    view! {
        <div class="row">
            <ChooseFile id="photo-file" kind="sm" text=say!(i18n, pictures.choose_photo) busy=form.busy chosen=keep/>
            {has_one.then(|| view! {
                <Button kind="sm ghost" text=say!(i18n, pictures.remove_photo) on_click=remove/>
            })}
        </div>
        {move || form.problem.get().map(|problem| view! {
            <p class="error" role="alert"><Icon name="alert"/>{picture_text(i18n, &problem)}</p>
        })}
    }
}
