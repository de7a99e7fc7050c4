use leptos::prelude::*;

use super::{portrait::Portrait, profile_form::ProfileForm};
use crate::{
    contract::Me,
    features::pictures::{PhotoOf, Signature, photo},
    i18n::use_i18n,
    language::say,
    session::Session,
    shell::{full_name, roles_text},
    ui::Avatar,
};

/// Who one is, and what of it one may change.
#[component]
pub(super) fn Profile(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        {move || session.me().map(|me| view! { <Identity me=me/> })}
        <ProfileForm me=me/>
        <Signature/>
        <p class="small"><a href="/terms">{say!(i18n, terms.link)}</a></p>
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
            </dl>
        </section>
    }
}
