use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    fields::{Profile, same_profile},
    filter::last_list,
    profile_part::ProfilePart,
    sheet::Desk,
    words::name_of,
};
use crate::{
    contract::{self, Account, Action},
    features::grants::Refusal,
    language::{now, say},
    ui::{Banner, Button, Form, Show, SubmitButton},
};

/// The profile, to be changed; what somebody else changed meanwhile is told, never overwritten.
#[component]
pub(super) fn ProfileForm(desk: Desk, account: Account, site: Option<String>) -> impl IntoView {
    let (i18n, navigate) = (desk.i18n, use_navigate());
    let (form, profile) = (Form::new(), Profile::of(&account, site));
    let base = follow(desk, account);
    let save = Callback::new(move |close: bool| {
        if !form.is_ready() {
            return;
        }
        let (body, seen) = (profile.input(), base.get_value());
        let call = async move { contract::update_user(seen.id, seen.version, &body).await };
        let navigate = navigate.clone();
        form.send(call, move |account: Account| {
            desk.toasts.say(now!(i18n, users.saved, name = name_of(&account)));
            base.set_value(account.clone());
            desk.adopt(account);
            if close {
                navigate(&last_list(), NavigateOptions::default());
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.run(false);
    };
    let stale = move || form.problem.with(|problem| problem.as_ref().is_some_and(|one| one.is_stale()));
    let refused = move || form.problem.get().filter(|problem| !problem.is_stale());
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || refused().map(|problem| view! { <Refusal problem=problem/> })}
            <Show when=stale>
                <Banner tone="amber" icon="history" title=say!(i18n, ui.not_saved) text=say!(i18n, users.conflict)>
                    <Button kind="sm" text=say!(i18n, users.read_again) on_click=crate::browser::reload/>
                </Banner>
            </Show>
            <ProfilePart form=form profile=profile may=Action::ChangeUser/>
            <div class="submit">
                <SubmitButton kind="" text=say!(i18n, ui.save) busy=form.busy/>
                <Button kind="primary" text=say!(i18n, users.save_and_close) busy=form.busy on_click=move || save.run(true)/>
            </div>
        </form>
    }
}

/// The account that the form was filled from. A change beside the profile, such as of its standing, does not count
/// against the form.
fn follow(desk: Desk, account: Account) -> StoredValue<Account> {
    let base = StoredValue::new(account);
    Effect::new(move || {
        if let Some(fresh) = desk.load.data.get()
            && base.with_value(|seen| same_profile(seen, &fresh))
        {
            base.set_value(fresh);
        }
    });
    base
}
