use leptos::prelude::*;

use crate::{
    contract::{DemoLogin, Instance},
    i18n::use_i18n,
    language::say,
    load::Load,
    shell::shipped_text,
    ui::{Avatar, Icon, Show},
};

/// Who can log in, where the data is made up anyway.
#[component]
pub(super) fn DemoLogins(
    instance: Load<Instance>,
    login: RwSignal<String>,
    password: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let logins = move || {
        instance.data.with(|read| read.as_ref().and_then(|read| read.demo_logins.clone()).unwrap_or_default())
    };
    let one = move |demo: DemoLogin| {
        let name = demo.username.clone();
        let person = name.split('@').next().unwrap_or_default().replace('.', " ");
        let fill = move |_| {
            login.set(demo.username.clone());
            password.set(demo.password.clone());
        };
        view! {
            <li>
                <button type="button" on:click=fill>
                    <Avatar name=person/>
                    <span class="grow"><b>{move || shipped_text(i18n, demo.role)}</b><small class="trunc">{name}</small></span>
                    <Icon name="arrow"/>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !logins().is_empty()>
            <section class="demo-logins" aria-labelledby="demo">
                <h2 id="demo">{say!(i18n, login.demo)}</h2>
                <ul>{move || logins().into_iter().map(one).collect_view()}</ul>
            </section>
        </Show>
    }
}
