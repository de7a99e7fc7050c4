use leptos::{ev::SubmitEvent, prelude::*};

use super::actions::Actions;
use crate::{
    contract::StatusChange,
    i18n::use_i18n,
    language::{now, say},
    ui::{AreaField, Button, Dialog, Form, SubmitButton},
};

/// Why: the requester reads it.
#[component]
pub(super) fn ReasonDialog(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(actions.reason.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() && actions.reason.with_untracked(Option::is_some) {
            actions.reason.set(None);
        }
    });
    let title = move || {
        let reference = actions.subject.with(|one| one.as_ref().map(|one| one.reference.clone()));
        now!(i18n, requests.reject_title, reference = reference.clone().unwrap_or_default())
    };
    view! { <Dialog open=open id="d-reason" title=title><ReasonForm actions=actions/></Dialog> }
}

#[component]
fn ReasonForm(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let reason = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let asked = (actions.subject.get_untracked(), actions.reason.get_untracked());
        if let (true, (Some(subject), Some(status))) = (form.is_ready(), asked) {
            actions.give(subject, status, Some(reason.get_untracked().trim().to_owned()));
            actions.reason.set(None);
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                <AreaField form=form pointer="/reason" label=say!(i18n, requests.reason)
                    help=say!(i18n, requests.reason_help) value=reason rule=StatusChange::REASON.required()/>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || actions.reason.set(None)/>
                <SubmitButton kind="danger" text=say!(i18n, requests.reject) busy=form.busy/>
            </footer>
        </form>
    }
}
