use leptos::prelude::*;

use crate::{
    i18n::use_i18n,
    language::say,
    ui::{PageTitle, Steps},
};

/// No page has this address.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <main id="main" class="column"><Missing/></main> }
}

/// What a page says where there is nothing that one may see.
#[component]
pub fn Missing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="empty">
            <Steps/>
            <PageTitle text=say!(i18n, not_found.title)/>
            <p>{say!(i18n, not_found.text)}</p>
            <div class="row"><a class="btn primary" href="/">{say!(i18n, not_found.home)}</a></div>
        </div>
    }
}
