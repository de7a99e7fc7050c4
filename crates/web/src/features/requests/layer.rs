//! What is open over a page of requests.

use domain::RequestStatus;
use leptos::{prelude::*, task::spawn_local};

use super::{actions::Actions, picker::Picker, reason::ReasonDialog, subject::Subject, tagging::TagPicker};
use crate::{
    browser,
    contract::Action,
    features::authorization::Asked,
    i18n::use_i18n,
    language::{now, say},
    lazy,
    ui::{Dialog, Icon, Menu, MenuItem, StatusGlyph, status_text},
};

/// The menus, the picker and the dialogs, whichever is open.
#[component]
pub(super) fn ActionLayer(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Menu open=actions.menu label=say!(i18n, requests.actions)><RequestItems actions=actions/></Menu>
        <Menu open=actions.statuses label=say!(i18n, requests.status)><StatusItems actions=actions/></Menu>
        <Picker actions=actions/>
        <TagPicker actions=actions/>
        <ReasonDialog actions=actions/>
        <AccessDialog actions=actions/>
        <EditDialog actions=actions/>
    }
}

/// Who can see it, and why; its code comes when somebody asks.
#[component]
fn AccessDialog(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || {
        let reference = actions.subject.with(|one| one.as_ref().map(|one| one.reference.clone()));
        now!(i18n, access.title, reference = reference.clone().unwrap_or_default())
    };
    let content = move || {
        actions.subject.get_untracked().map(|subject| {
            provide_context(Asked { id: subject.id, allowed: subject.allowed });
            lazy::request_access()
        })
    };
    view! { <Dialog open=actions.access id="d-access" kind="wide" title=title>{content()}</Dialog> }
}

/// What it says, to be changed; its code comes when somebody edits.
#[component]
fn EditDialog(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || {
        let reference = actions.subject.with(|one| one.as_ref().map(|one| one.reference.clone()));
        now!(i18n, requests.edit_title, reference = reference.clone().unwrap_or_default())
    };
    let content = move || {
        provide_context(actions);
        lazy::request_edit()
    };
    view! { <Dialog open=actions.editing id="d-edit" kind="wide" title=title>{content()}</Dialog> }
}

#[component]
fn RequestItems(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = leptos_router::hooks::use_navigate();
    let Some(subject) = actions.subject.get_untracked() else { return ().into_any() };
    let (link, reference) = (format!("/requests/{}", subject.id), subject.reference.clone());
    let (asked, seen) = (subject.clone(), subject.clone());
    let address = link.clone();
    let at = actions.menu.get_untracked();
    view! {
        <div class="head" role="presentation">{subject.reference.clone()}</div>
        <MenuItem
            icon=|| view! { <Icon name="arrow"/> }
            text=say!(i18n, requests.open)
            on_choose=move || navigate(&link, leptos_router::NavigateOptions::default())
        />
        {subject.allows(Action::AssignRequest).then(|| view! {
            <MenuItem
                icon=|| view! { <Icon name="user-plus"/> }
                text=say!(i18n, requests.assign_more)
                key="a".to_owned()
                on_choose=move || if let Some(place) = at { actions.open_picker(asked.clone(), place) }
            />
        })}
        {(!subject.statuses().is_empty()).then(|| view! {
            <hr role="separator"/>
            <StatusItems actions=actions/>
        })}
        <hr role="separator"/>
        <ContentItems actions=actions subject=subject/>
        <MenuItem
            icon=|| view! { <Icon name="eye"/> }
            text=say!(i18n, requests.who_more)
            key="w".to_owned()
            on_choose=move || actions.open_access(seen.clone())
        />
        <MenuItem
            icon=|| view! { <Icon name="copy"/> }
            text=say!(i18n, requests.copy_reference)
            on_choose=move || browser::copy(&reference)
        />
        <MenuItem
            icon=|| view! { <Icon name="link"/> }
            text=say!(i18n, requests.copy_link)
            on_choose=move || browser::copy(&format!("{}{address}", browser::origin()))
        />
    }
    .into_any()
}

/// What a request says and who may read it, as far as one may change that.
#[component]
fn ContentItems(actions: Actions, subject: Subject) -> impl IntoView {
    let i18n = use_i18n();
    let at = actions.menu.get_untracked();
    let (edited, tagged, shared) = (subject.clone(), subject.clone(), subject.clone());
    let published = subject.published.filter(|_| subject.allows(Action::PublishRequest));
    let publish_text = move |published| match published {
        true => now!(i18n, requests.unpublish),
        false => now!(i18n, requests.publish),
    };
    view! {
        {subject.allows(Action::EditRequest).then(|| view! {
            <MenuItem
                icon=|| view! { <Icon name="pencil"/> }
                text=say!(i18n, requests.edit)
                on_choose=move || actions.open_editing(edited.clone())
            />
        })}
        {subject.allows(Action::TagRequest).then(|| view! {
            <MenuItem
                icon=|| view! { <Icon name="tag"/> }
                text=say!(i18n, requests.tag_more)
                key="e".to_owned()
                on_choose=move || if let Some(place) = at { actions.open_tags(tagged.clone(), place) }
            />
        })}
        {published.map(|published| view! {
            <MenuItem
                icon=move || view! { <Icon name=if published { "lock" } else { "globe" }/> }
                text=move || publish_text(published)
                on_choose=move || {
                    let subject = shared.clone();
                    spawn_local(async move { actions.publish(subject, !published).await });
                }
            />
        })}
    }
}

/// The statuses a request can be given, by number.
#[component]
fn StatusItems(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let subject = actions.subject.get_untracked();
    let statuses = subject.as_ref().map(Subject::statuses).unwrap_or_default();
    let item = move |(index, status): (usize, RequestStatus)| {
        let subject = subject.clone();
        view! {
            <MenuItem
                icon=move || view! { <StatusGlyph status=status/> }
                text=move || status_text(i18n, status)
                key=(index + 1).to_string()
                on_choose=move || if let Some(subject) = subject.clone() { actions.choose(subject, status) }
            />
        }
    };
    view! { {statuses.into_iter().enumerate().map(item).collect_view()} }
}
