use leptos::prelude::*;

use super::{
    credentials::Credentials, invitation::InvitationPart, profile_form::ProfileForm, sheet::Desk,
    standing::StandingPart, super_status::SuperPart,
};
use crate::{
    contract::Account,
    features::sites::{NodeName, all_sites},
    language::{own_name, say},
    load::Load,
    ui::{Failure, Show, TextSkeleton},
};

/// How somebody is called and reached, and how they get in.
#[component]
pub(super) fn Identity(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let locked = desk.is(|account| account.locked_by.is_some());
    let site = desk.of(|account| account.default_site_id);
    let site_name = Load::new(move || {
        let id = site.get().flatten();
        async move {
            let Some(id) = id else { return Ok(None) };
            Ok(all_sites(None).await?.into_iter().find(|site| site.id == id).map(|site| site.name))
        }
    });
    let known = Memo::new(move |_| site_name.data.with(Option::is_some));
    let shown = move || {
        let name = site_name.data.get_untracked().flatten();
        desk.account().map(|account| match locked.get() {
            true => view! { <Facts account=account site=name/> }.into_any(),
            false => view! { <ProfileForm desk=desk account=account site=name/> }.into_any(),
        })
    };
    view! {
        <div class="two">
            <div class="left">
                <h2 class="vh">{say!(i18n, users.identity)}</h2>
                {move || site_name.problem.get().map(|problem| view! {
                    <Failure problem=problem again=move || site_name.again()/>
                })}
                <Show when=move || site_name.slow.get()><TextSkeleton/></Show>
                <Show when=move || known.get()>{shown()}</Show>
            </div>
            <aside class="members" aria-label=say!(i18n, users.account)>
                <InvitationPart desk=desk/>
                <Credentials desk=desk/>
                <StandingPart desk=desk/>
                <SuperPart desk=desk/>
            </aside>
        </div>
    }
}

/// The same to be read only.
#[component]
fn Facts(account: Account, site: Option<String>) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    view! {
        <dl class="props">
            <dt>{say!(i18n, entry.first_name)}</dt><dd>{account.first_name}</dd>
            <dt>{say!(i18n, entry.last_name)}</dt><dd>{account.last_name}</dd>
            {account.phone.map(|phone| view! { <dt>{say!(i18n, entry.phone)}</dt><dd>{phone}</dd> })}
            <dt>{say!(i18n, account.language)}</dt><dd>{own_name(account.language)}</dd>
            {account.home.map(|node| view! { <dt>{say!(i18n, users.home)}</dt><dd><NodeName node=node/></dd> })}
            {site.map(|site| view! { <dt>{say!(i18n, users.default_site)}</dt><dd>{site}</dd> })}
            {account.external_id.map(|id| view! { <dt>{say!(i18n, users.external_id)}</dt><dd>{id}</dd> })}
        </dl>
    }
}
