use leptos::{prelude::*, web_sys::Blob};

use crate::{
    contract::{self, KeptPicture},
    features::pictures::{ChooseFile, picture_text},
    i18n::use_i18n,
    language::{now, say},
    session::Session,
    ui::{Button, Form, Icon, Toasts},
};

/// What one does with one's photo.
#[component]
pub(super) fn Portrait(has_one: bool) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let form = Form::new();
    let keep = move |file: Blob| {
        form.send(async move { contract::set_my_photo(&file).await }, move |kept: KeptPicture| {
            toasts.say(now!(i18n, pictures.photo_saved));
            session.show_photo(Some(kept.id));
        });
    };
    let remove = move || {
        form.send(contract::remove_my_photo(), move |()| {
            toasts.say(now!(i18n, pictures.photo_removed));
            session.show_photo(None);
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
