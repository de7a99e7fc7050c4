use leptos::prelude::*;

use super::sheet::Desk;
use crate::{
    contract::RefusalRule,
    language::{Words, now, say},
    ui::Banner,
};

/// Says by which rule the account is only to be looked at.
#[component]
pub(super) fn Locked(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let rule = desk.of(|account| account.locked_by);
    move || {
        rule.get().flatten().map(|rule| {
            view! {
                <div class="pad above">
                    <Banner tone="grey" icon="lock" title=say!(i18n, users.read_only) text=move || rule_text(i18n, rule)/>
                </div>
            }
        })
    }
}

fn rule_text(i18n: Words, rule: RefusalRule) -> &'static str {
    match rule {
        RefusalRule::Lacks => now!(i18n, users.locked_lacks),
        RefusalRule::Beyond | RefusalRule::Sharing => now!(i18n, users.locked_beyond),
        RefusalRule::Outlasts => now!(i18n, users.locked_outlasts),
        RefusalRule::AdministratorsOnly => now!(i18n, users.locked_administrator),
        RefusalRule::SuperAdministratorsOnly => now!(i18n, users.locked_super_administrator),
        _ => now!(i18n, users.locked),
    }
}
