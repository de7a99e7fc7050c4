use std::time::Duration;

use domain::RequestStatus;
use leptos::{html, prelude::*, reactive::spawn_local_scoped_with_cancellation, task::spawn_local};
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    actions::Actions,
    conflict::Conflict,
    layer::ActionLayer,
    panel::Panel,
    subject::Subject,
    thread::{self, Thread},
    timeline::Timeline,
};
use crate::{
    browser,
    client::Problem,
    contract::{self, Action, NewComment, Request},
    dates,
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::{language, now, say},
    load::{Load, every},
    shell::Missing,
    text::Text,
    ui::{
        Audience, Button, Composer, Crumbs, Failure, Icon, IconButton, PageTitle, Place, Show, StatusPill,
        TextSkeleton, Toasts, problem_text,
    },
};

const LOOKS_AGAIN: Duration = Duration::from_secs(8);

/// One request: what was said and what happened, beside the facts.
#[component]
pub fn RequestPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok())));
    let load = Load::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => thread::read(id).await,
                None => Err(Problem::read(404, "")),
            }
        }
    });
    let missing =
        move || load.problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.status == 404));
    let failed = move || load.problem.get().filter(|problem| problem.status != 404);
    view! {
        {move || failed().map(|problem| view! {
            <div class="thread"><Failure problem=problem again=move || load.again()/></div>
        })}
        <Show when=missing><Missing/></Show>
        <Show when=move || load.slow.get()><div class="thread"><TextSkeleton/></div></Show>
        <Show when=move || load.data.with(Option::is_some) && !missing()><Loaded load=load/></Show>
    }
}

#[component]
fn Loaded(load: Load<Thread>) -> impl IntoView {
    let Some(first) = load.data.get_untracked() else { return ().into_any() };
    let request = Signal::derive(move || {
        load.data.with(|thread| {
            thread.as_ref().map_or_else(|| first.request.clone(), |thread| thread.request.clone())
        })
    });
    let found = RwSignal::new(None);
    let changed = Callback::new(move |request: Request| {
        load.data.update(|thread| {
            if let Some(thread) = thread {
                thread.request = request
            }
        });
        load.again();
    });
    let stale = Callback::new(move |id: Uuid| {
        spawn_local(async move {
            if let Ok(fresh) = contract::read_request(id).await {
                found.set(Some((request.get_untracked(), fresh)));
            }
        });
    });
    let actions = Actions::new(changed, stale);
    let reload = Callback::new(move |()| {
        found.set(None);
        load.again();
    });
    watch(load, request, actions, found);
    view! {
        <div class="split">
            <div class="thread">
                <Top request=request actions=actions/>
                <Conflict found=found reload=reload/>
                <Timeline thread=load.data/>
                <Answer request=request load=load/>
            </div>
            <Panel request=request actions=actions/>
        </div>
        <ActionLayer actions=actions/>
    }
    .into_any()
}

#[component]
fn Top(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let reference = move || request.with(|request| request.reference.clone());
    let received = move || {
        let at = dates::local(request.with(|request| request.entered_at));
        now!(i18n, requests.received_at, when = dates::moment(at, dates::now(), language(i18n)))
    };
    let status = Signal::derive(move || request.with(|request| request.status));
    view! {
        <div class="top">
            <Crumbs
                label=say!(i18n, ui.crumbs)
                steps=vec![("/requests".to_owned(), say!(i18n, requests.title).into())]
            >
                <span class="num">{reference}</span>
                <IconButton
                    icon="copy"
                    kind="sm"
                    label=say!(i18n, requests.copy_reference)
                    on_click=move || browser::copy(&untrack(reference))
                />
            </Crumbs>
            <PageTitle text=move || request.with(|request| request.title.clone())/>
            <div class="facts">
                <StatusPill kind="lg" status=status/>
                <span><Icon name="user"/>{move || request.with(|request| request.requester_name.clone())}</span>
                <span><Icon name="pin"/>{move || request.with(|request| request.site.name.clone())}</span>
                <span><Icon name="clock"/>{received}</span>
            </div>
            <Lead request=request actions=actions/>
        </div>
    }
}

/// What most likely comes next for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Assign,
    Give(RequestStatus),
}

/// The one loud button: assign what nobody has, start what is assigned, finish what is started.
fn lead(subject: &Subject) -> Option<Step> {
    let statuses = subject.statuses();
    let give = |status| statuses.contains(&status).then_some(Step::Give(status));
    match subject.status {
        RequestStatus::AwaitingAssignment
            if subject.allows(Action::AssignRequest) && subject.assignees.is_empty() =>
        {
            Some(Step::Assign)
        }
        RequestStatus::AwaitingAssignment | RequestStatus::OnHold => give(RequestStatus::InProgress),
        RequestStatus::InProgress => give(RequestStatus::Done),
        RequestStatus::Done | RequestStatus::Rejected | RequestStatus::Cancelled => None,
    }
}

#[component]
fn Lead(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let subject = move || request.with_untracked(|request| Subject::from(request));
    let step = Memo::new(move |_| request.with(|request| lead(&Subject::from(request))));
    let place = |id: &str, ends| browser::find(id).map(|element| Place::below(&element, ends));
    let pick = move || {
        if let Some(place) = place("#lead", false) {
            actions.open_picker(subject(), place)
        }
    };
    let more = move || {
        if let Some(place) = place("#more-actions", false) {
            actions.open_menu(subject(), place)
        }
    };
    expect_context::<Keys>().on(move |command| match command {
        Command::Assign => pick(),
        Command::ChangeStatus => {
            if let Some(place) = place("#lead", false) {
                actions.open_statuses(subject(), place);
            }
        }
        Command::Tag => {
            if let Some(place) = place("#lead", false) {
                actions.open_tags(subject(), place);
            }
        }
        Command::ShowAccess => actions.open_access(subject()),
        _ => {}
    });
    let loud = move || {
        step.get().map(|step| match step {
            Step::Assign => {
                view! { <Button kind="primary" icon="user-plus" text=say!(i18n, requests.assign) on_click=pick/> }.into_any()
            }
            Step::Give(status) => {
                let (icon, text): (_, Text) = match status {
                    RequestStatus::Done => ("check", say!(i18n, requests.finish).into()),
                    _ => ("play", say!(i18n, requests.start).into()),
                };
                let give = move || actions.choose(subject(), status);
                view! { <Button kind="primary" icon=icon text=text on_click=give/> }.into_any()
            }
        })
    };
    view! {
        <div class="row" id="lead">
            {loud}
            <span id="more-actions">
                <IconButton icon="more" kind="line" label=say!(i18n, requests.actions) on_click=more/>
            </span>
        </div>
    }
}

#[component]
fn Answer(request: Signal<Request>, load: Load<Thread>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (text, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let audiences = Memo::new(move |_| request.with(|request| audiences(&request.allowed)));
    let audience =
        RwSignal::new(audiences.with_untracked(|all| all.first().copied()).unwrap_or(Audience::Public));
    let (area, key) = (NodeRef::<html::Textarea>::new(), StoredValue::new(browser::once_key()));
    let send = Callback::new(move |()| {
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = request.with_untracked(|request| request.id);
        let body = NewComment { text: words, internal: Some(audience.get_untracked() == Audience::Internal) };
        spawn_local(async move {
            let answer = contract::comment_on_request(id, Some(key.get_value()), &body).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    key.set_value(browser::once_key());
                    text.set(String::new());
                    load.again();
                }
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
        });
    });
    expect_context::<Keys>().on(move |command| {
        let wanted = match command {
            Command::Reply => Audience::Public,
            Command::Remark => Audience::Internal,
            _ => return,
        };
        if audiences.with_untracked(|all| all.contains(&wanted)) {
            audience.set(wanted);
            if let Some(area) = area.get_untracked() {
                let _ = area.focus();
            }
        }
    });
    let name = request.with_untracked(|request| request.requester.first_name.clone());
    view! {
        <Show when=move || !audiences.with(Vec::is_empty)>
            <Composer
                text=text
                audience=audience
                audiences=audiences.get_untracked()
                to=name.clone()
                busy=busy
                area=area
                send=send
            />
        </Show>
    }
}

/// Whom one may write to here.
fn audiences(allowed: &[Action]) -> Vec<Audience> {
    let all = [(Action::CommentOnRequest, Audience::Public), (Action::RemarkOnRequest, Audience::Internal)];
    all.into_iter().filter(|(action, _)| allowed.contains(action)).map(|(_, audience)| audience).collect()
}

/// Keeps the page fresh, but not under the hands of somebody who has something open.
fn watch(
    load: Load<Thread>,
    request: Signal<Request>,
    actions: Actions,
    found: RwSignal<Option<(Request, Request)>>,
) {
    let owner = Owner::current();
    every(LOOKS_AGAIN, move || {
        if load.busy.get_untracked() || actions.is_open() || found.with_untracked(Option::is_some) {
            return;
        }
        let id = request.with_untracked(|request| request.id);
        let look = move || {
            spawn_local_scoped_with_cancellation(async move {
                let Ok(fresh) = contract::read_request(id).await else { return };
                if fresh != request.get_untracked() && !actions.is_open() {
                    load.again();
                }
            });
        };
        if let Some(owner) = &owner {
            owner.with(look);
        }
    });
}

#[cfg(test)]
mod tests {
    use domain::RequestStatus;

    use super::{Step, audiences, lead};
    use crate::{contract::Action, features::requests::subject::tests::subject, ui::Audience};

    #[test]
    fn the_loud_button_is_the_next_thing_one_may_do() {
        let mut request = subject();
        assert_eq!(
            lead(&request),
            None,
            "somebody is assigned and the status is not for this person to change"
        );
        request.assignees.clear();
        assert_eq!(lead(&request), Some(Step::Assign));
        request.status = RequestStatus::Done;
        assert_eq!(lead(&request), None);
    }

    #[test]
    fn one_writes_only_to_whom_one_may() {
        assert_eq!(audiences(&[Action::RemarkOnRequest]), [Audience::Internal]);
        assert_eq!(audiences(&[Action::ViewRequest]), []);
    }
}
