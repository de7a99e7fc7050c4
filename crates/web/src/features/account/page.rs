use domain::Language;
use leptos::{prelude::*, task::spawn_local, web_sys::Blob};

use crate::{
    contract::{self, KeptPicture, Me},
    features::pictures::{ChooseFile, PhotoOf, Signature, photo, picture_text},
    i18n::use_i18n,
    keyboard::Keys,
    language::{language, now, own_name, say},
    session::Session,
    shell::{full_name, roles_text, theme_text},
    theme::{Theme, Themes},
    ui::{Avatar, Button, Dialog, Form, Icon, PageTitle, Seg, Switch, Toasts, problem_text},
};

/// Who one is here, how the screens look, the way out everywhere.
#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        <div class="column slim form">
            <PageTitle text=say!(i18n, account.title)/>
            {move || session.me().map(|me| view! { <Identity me=me/> })}
            <Looks/>
            <Signature/>
            <Leave/>
            <p class="small"><a href="/terms">{say!(i18n, terms.link)}</a></p>
            <p class="small"><a href="/ui">{say!(i18n, account.gallery)}</a></p>
        </div>
    }
}

#[component]
fn Identity(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let name = full_name(&me.first_name, &me.last_name);
    view! {
        <section class="stack">
            <span class="who">
                <Avatar name=name.clone() size="lg" photo=photo(PhotoOf::Me, me.photo_id)/>
                <span><b class="t16">{name}</b><br/><span class="muted">{move || roles_text(i18n, &me.roles)}</span></span>
            </span>
            <Portrait has_one=me.photo_id.is_some()/>
            <dl class="props">
                <dt>{say!(i18n, login.username)}</dt><dd>{me.username}</dd>
                <dt>{say!(i18n, entry.email)}</dt><dd>{me.email}</dd>
                {me.phone.map(|phone| view! { <dt>{say!(i18n, entry.phone)}</dt><dd>{phone}</dd> })}
                {me.default_site_name.map(|site| view! { <dt>{say!(i18n, entry.site)}</dt><dd>{site}</dd> })}
            </dl>
        </section>
    }
}

/// What one does with one's photo.
#[component]
fn Portrait(has_one: bool) -> impl IntoView {
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

#[component]
fn Looks() -> impl IntoView {
    let i18n = use_i18n();
    let (session, themes, keys) =
        (expect_context::<Session>(), expect_context::<Themes>(), expect_context::<Keys>());
    let languages = Language::ALL.iter().map(|&one| (one.word(), own_name(one).into())).collect();
    let looks =
        Theme::ALL.into_iter().map(|one| (one.word(), (move || theme_text(i18n, one)).into())).collect();
    let speak = move |word: &'static str| {
        if let Ok(language) = word.parse() {
            session.speak(language);
        }
    };
    view! {
        <section class="stack">
            <div class="field">
                <span class="label">{say!(i18n, account.language)}</span>
                <div>
                    <Seg
                        label=say!(i18n, account.language)
                        name="language"
                        choices=languages
                        value=Signal::derive(move || language(i18n).word().to_owned())
                        on_change=speak
                    />
                </div>
            </div>
            <div class="field">
                <span class="label">{say!(i18n, account.theme)}</span>
                <div>
                    <Seg
                        label=say!(i18n, account.theme)
                        name="theme"
                        choices=looks
                        value=Signal::derive(move || themes.get().word().to_owned())
                        on_change=move |word: &'static str| themes.set(Theme::from_word(word))
                    />
                </div>
            </div>
            <Switch
                label=say!(i18n, account.keys)
                help=say!(i18n, account.keys_help)
                value=Signal::derive(move || !keys.off.get())
                on_change=move |on: bool| keys.turn_off(!on)
            />
        </section>
    }
}

#[component]
fn Leave() -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let asking = RwSignal::new(false);
    let leave = move |everywhere: bool| {
        spawn_local(async move {
            if let Err(problem) = session.log_out(everywhere).await {
                toasts.warn(problem_text(i18n, &problem));
            }
        });
    };
    view! {
        <section class="row">
            <Button icon="logout" text=say!(i18n, shell.log_out) on_click=move || leave(false)/>
            <Button kind="ghost" text=say!(i18n, account.everywhere) on_click=move || asking.set(true)/>
        </section>
        <Dialog open=asking id="d-everywhere" title=say!(i18n, account.everywhere_title)>
            <div class="body"><p>{say!(i18n, account.everywhere_text)}</p></div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.set(false)/>
                <Button kind="danger" text=say!(i18n, account.everywhere) on_click=move || leave(true)/>
            </footer>
        </Dialog>
    }
}
