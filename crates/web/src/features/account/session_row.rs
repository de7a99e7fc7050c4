use leptos::prelude::*;

use super::device::Device;
use crate::{
    contract::LoginSession,
    dates,
    i18n::use_i18n,
    language::{Words, language, now, say},
    ui::{Act, Button, Icon},
};

/// Somewhere one is logged in.
#[component]
pub(super) fn SessionRow(
    session: LoginSession,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] end: Act,
) -> impl IntoView {
    let i18n = use_i18n();
    let device = session.device.as_deref().map(Device::of);
    let icon = if device.is_some_and(Device::is_phone) { "phone" } else { "globe" };
    let name = move || device_text(i18n, device);
    let (since, used) = (dates::local(session.created_at), dates::local(session.last_used_at));
    let times = move || {
        let (now, language) = (dates::now(), language(i18n));
        let since = dates::moment(since, now, language);
        let used = dates::moment(used, now, language);
        now!(i18n, account.session_times, since = since.as_str(), used = used.as_str())
    };
    view! {
        <li>
            <Icon name=icon/>
            <div class="grow" title=session.device>
                <p><b>{name}</b> {session.current.then(|| view! {
                    " "<span class="badge" data-tone="green">{say!(i18n, account.this_one)}</span>
                })}</p>
                <p class="small muted">{times}</p>
                {session.address.map(|address| view! {
                    <p class="small muted">{move || now!(i18n, account.session_from, address = address.as_str())}</p>
                })}
            </div>
            {(!session.current).then(|| view! {
                <Button kind="sm" text=say!(i18n, account.end_session) busy=busy on_click=move || end.run()/>
            })}
        </li>
    }
}

fn device_text(i18n: Words, device: Option<Device>) -> String {
    match device.map(|device| (device.browser, device.system)) {
        Some((Some(browser), Some(system))) => now!(i18n, account.device, browser = browser, system = system),
        Some((Some(one), None) | (None, Some(one))) => one.to_owned(),
        _ => now!(i18n, account.unknown_device).to_owned(),
    }
}
