use leptos::{prelude::*, web_sys::Blob};

use super::{ChooseFile, pad::Pad, picture_text};
use crate::{
    browser, contract,
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Button, Failure, Form, Icon, Show, Toasts},
};

/// One's signature, as documents print it: drawn by hand, or chosen from a file.
#[component]
pub fn Signature() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, drawing) = (Form::new(), RwSignal::new(false));
    let kept = Load::new(|| async {
        match contract::read_my_signature().await {
            Ok(bytes) => Ok(browser::picture_address(&bytes, "image/png")),
            Err(problem) if problem.status == 404 => Ok(None),
            Err(problem) => Err(problem),
        }
    });
    let address = move || kept.data.get().flatten();
    let has_one = move || kept.data.with(|kept| kept.as_ref().is_some_and(Option::is_some));
    let keep = move |file: Blob| {
        form.send(async move { contract::set_my_signature(&file).await }, move |_| {
            toasts.say(now!(i18n, pictures.signature_saved));
            drawing.set(false);
            kept.again();
        });
    };
    let remove = move || {
        form.send(contract::remove_my_signature(), move |()| {
            toasts.say(now!(i18n, pictures.signature_removed));
            kept.again();
        });
    };
    let draw = move || if has_one() { now!(i18n, pictures.draw_again) } else { now!(i18n, pictures.draw) };
    view! {
        <section class="stack" aria-labelledby="signature">
            <h2 id="signature">{say!(i18n, pictures.signature)}</h2>
            <p class="muted small">{say!(i18n, pictures.signature_help)}</p>
            {move || kept.problem.get().map(|problem| view! { <Failure problem=problem again=move || kept.again()/> })}
            <Show when=move || !drawing.get() fallback=move || view! {
                <Pad busy=form.busy drawn=keep cancel=move || drawing.set(false)/>
            }>
                {move || address().map(|url| view! {
                    <span class="paper"><img src=url alt=say!(i18n, pictures.your_signature)/></span>
                })}
                <div class="row">
                    <Button icon="pencil" text=draw on_click=move || drawing.set(true)/>
                    <ChooseFile id="signature-file" text=say!(i18n, pictures.choose_signature) busy=form.busy chosen=keep/>
                    <Show when=has_one>
                        <Button kind="ghost" icon="trash" text=say!(i18n, pictures.remove) on_click=remove/>
                    </Show>
                </div>
            </Show>
            {move || form.problem.get().map(|problem| view! {
                <p class="error" role="alert"><Icon name="alert"/>{picture_text(i18n, &problem)}</p>
            })}
        </section>
    }
}
