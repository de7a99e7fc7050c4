use leptos::{ev::MouseEvent, prelude::*};

use super::{actions::Actions, sharing::Sharing, subject::Subject, tagging::TagFact};
use crate::{
    contract::{Action, Request, Requester},
    dates,
    i18n::use_i18n,
    language::{language, say},
    ui::{Avatar, Icon, Place, Show, StatusPill, Who},
};

/// The facts of a request beside its conversation, each settable where that is allowed.
#[component]
pub(super) fn Panel(#[prop(into)] request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let reason = move || request.with(|request| request.status_reason.clone());
    view! {
        <aside class="panel" aria-label=say!(i18n, requests.details)>
            <section>
                <dl class="props">
                    <dt>{say!(i18n, requests.status)}</dt>
                    <dd><StatusFact request=request actions=actions/></dd>
                    {move || reason().map(|reason| view! {
                        <dt>{say!(i18n, requests.reason)}</dt>
                        <dd><span class="lines">{reason}</span></dd>
                    })}
                    <Show when=move || request.with(|request| request.assignees.is_some())>
                        <dt>{say!(i18n, requests.assigned)}</dt>
                        <dd><AssigneeFact request=request actions=actions/></dd>
                    </Show>
                    <Show when=move || request.with(|request| request.tags.is_some())>
                        <dt>{say!(i18n, requests.tags)}</dt>
                        <dd><TagFact request=request actions=actions/></dd>
                    </Show>
                    <dt>{say!(i18n, requests.site)}</dt>
                    <dd>{move || request.with(|request| request.site.name.clone())}</dd>
                    <dt>{say!(i18n, requests.noticed)}</dt>
                    <dd>{move || request.with(|request| dates::full_date(request.noticed_on, language(i18n)))}</dd>
                </dl>
            </section>
            <section>
                <h2>{say!(i18n, requests.asked_by)}</h2>
                {move || request.with(|request| view! {
                    <Contact name=request.requester_name.clone() requester=request.requester.clone()/>
                })}
            </section>
            <Sharing request=request actions=actions/>
        </aside>
    }
}

#[component]
fn StatusFact(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let status = Signal::derive(move || request.with(|request| request.status));
    let settable = Memo::new(move |_| request.with(|request| !Subject::from(request).statuses().is_empty()));
    let open = move |event: MouseEvent| {
        if let Some(place) = Place::below_target(&event, false) {
            actions.open_statuses(request.with_untracked(|request| Subject::from(request)), place);
        }
    };
    move || {
        if settable.get() {
            view! {
                <button type="button" class="set" id="set-status" aria-haspopup="menu" on:click=open>
                    <span class="vh">{say!(i18n, requests.status)} {say!(i18n, ui.colon)} " "</span>
                    <StatusPill kind="bare" status=status/>
                    <Icon name="down" class="icon caret"/>
                </button>
            }
            .into_any()
        } else {
            view! { <StatusPill kind="bare" status=status/> }.into_any()
        }
    }
}

#[component]
fn AssigneeFact(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let settable =
        Memo::new(move |_| request.with(|request| Subject::from(request).allows(Action::AssignRequest)));
    let names = Memo::new(move |_| {
        let people = request.with(|request| request.assignees.clone()).unwrap_or_default();
        people.into_iter().map(|person| person.name).collect::<Vec<_>>()
    });
    let open = move |event: MouseEvent| {
        if let Some(place) = Place::below_target(&event, false) {
            actions.open_picker(request.with_untracked(|request| Subject::from(request)), place);
        }
    };
    let people = move || {
        let names = names.get();
        let nobody = names.is_empty().then_some(None);
        let all = names.into_iter().map(Some).chain(nobody);
        all.map(|name| view! { <Who name=name nobody=say!(i18n, requests.nobody)/> }).collect_view()
    };
    move || {
        if settable.get() {
            view! {
                <button type="button" class="set" id="set-assignees" aria-haspopup="dialog" on:click=open>
                    <span class="vh">{say!(i18n, requests.assigned)} {say!(i18n, ui.colon)} " "</span>
                    <span class="people">{people}</span>
                    <Icon name="down" class="icon caret"/>
                </button>
            }
            .into_any()
        } else {
            view! { <span class="people">{people}</span> }.into_any()
        }
    }
}

#[component]
fn Contact(name: String, requester: Requester) -> impl IntoView {
    let full = format!("{} {}", requester.first_name, requester.last_name).trim().to_owned();
    let name = if full.is_empty() { name } else { full };
    view! {
        <div class="stack tight">
            <span class="who"><Avatar name=name.clone() size="md"/><b>{name}</b></span>
            <span class="facts">
                {requester.phone.map(|phone| view! {
                    <span>
                        <Icon name="phone"/>
                        <a href=format!("tel:{}", phone.replace(' ', ""))>{phone.clone()}</a>
                    </span>
                })}
                {requester.email.map(|email| view! {
                    <span><Icon name="mail"/><a href=format!("mailto:{email}")>{email.clone()}</a></span>
                })}
            </span>
        </div>
    }
}
