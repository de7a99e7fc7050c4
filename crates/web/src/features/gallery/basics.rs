use domain::RequestStatus;
use leptos::prelude::*;

use super::page::Part;
use crate::ui::{Avatar, Button, Climb, Icon, IconButton, StatusPill, Who};

const COLOURS: [(&str, &str); 14] = [
    ("bg", "fill-bg"),
    ("bg-sunken", "fill-bg-sunken"),
    ("bg-hover", "fill-bg-hover"),
    ("bg-active", "fill-bg-active"),
    ("bg-selected", "fill-bg-selected"),
    ("line", "fill-line"),
    ("line-strong", "fill-line-strong"),
    ("text-3", "fill-text-3"),
    ("text-2", "fill-text-2"),
    ("text", "fill-text"),
    ("accent-soft", "fill-accent-soft"),
    ("accent-line", "fill-accent-line"),
    ("accent", "fill-accent"),
    ("danger", "fill-danger"),
];

/// Colours, words, buttons, states, people.
#[component]
pub(super) fn Basics() -> impl IntoView {
    view! {
        <Part title="Couleurs"><Colours/></Part>
        <Part title="Texte">
            <div class="stack tight">
                <p class="t34">"Titre d’accueil 34"</p>
                <p class="t26">"Titre de page 26"</p>
                <p class="t20">"Titre 20"</p>
                <p class="t16">"Section 16"</p>
                <p>"Texte courant 14, chiffres alignés 0123456789"</p>
                <p class="muted">"Texte d’appui"</p>
                <p class="quiet small">"Libellé 12, le plus petit"</p>
                <p>
                    <a href="/ui">"Un lien"</a> " · "
                    <span class="late"><Icon name="alert"/>"en retard"</span> " · "
                    <span class="keys"><kbd class="kbd">"Ctrl"</kbd><kbd class="kbd">"K"</kbd></span>
                </p>
            </div>
        </Part>
        <Part title="Boutons"><Buttons/></Part>
        <Part title="États">
            <div class="row">{statuses("")}</div>
            <div class="row">{statuses("bare")}</div>
            <div class="row">
                {RequestStatus::ALL.iter().map(|&status| view! { <Climb status=status/> }).collect_view()}
            </div>
        </Part>
        <Part title="Personnes"><People/></Part>
    }
}

fn statuses(kind: &'static str) -> impl IntoView {
    RequestStatus::ALL.iter().map(|&status| view! { <StatusPill status=status kind=kind/> }).collect_view()
}

#[component]
fn Colours() -> impl IntoView {
    let one = |(name, class): (&'static str, &'static str)| {
        view! {
            <li>
                <svg viewBox="0 0 100 36" preserveAspectRatio="none" aria-hidden="true" class=class>
                    <rect width="100" height="36"></rect>
                </svg>
                {name}
            </li>
        }
    };
    let tint = |number: u32| {
        view! { <span class="avatar md" data-color=number.to_string()>{number}</span> }
    };
    view! {
        <ul class="ramp">{COLOURS.into_iter().map(one).collect_view()}</ul>
        <div class="row">{(1..=12).map(tint).collect_view()}</div>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let nothing = || {};
    view! {
        <div class="row">
            <Button kind="primary" icon="check" text="Terminer" on_click=nothing/>
            <button type="button" class="btn primary" data-state="hover">"Survol"</button>
            <button type="button" class="btn primary ring">"Focus"</button>
            <Button kind="primary" text="Envoi…" busy=true on_click=nothing/>
            <button type="button" class="btn primary" disabled>"Inactif"</button>
        </div>
        <div class="row">
            <Button icon="user-plus" text="Assigner" on_click=nothing/>
            <button type="button" class="btn" data-state="hover">"Survol"</button>
            <button type="button" class="btn" disabled>"Inactif"</button>
            <Button kind="ghost" text="Discret" on_click=nothing/>
            <Button kind="danger" icon="trash" text="Supprimer" on_click=nothing/>
        </div>
        <div class="row">
            <Button kind="sm" icon="plus" text="Petit" on_click=nothing/>
            <Button kind="lg" icon="plus" text="Grand" on_click=nothing/>
            <Button kind="primary xl" icon="plus" text="Très grand" on_click=nothing/>
        </div>
        <div class="row">
            <IconButton icon="more" label="Autres actions" on_click=nothing/>
            <IconButton icon="bell" kind="line" label="Notifications" on_click=nothing/>
            <span class="tip">"Assigner"<kbd class="kbd">"A"</kbd></span>
        </div>
    }
}

#[component]
fn People() -> impl IntoView {
    view! {
        <div class="row">
            <Avatar name="Karim Benali" size="sm"/>
            <Avatar name="Karim Benali"/>
            <Avatar name="Karim Benali" size="md"/>
            <Avatar name="Karim Benali" size="lg"/>
        </div>
        <div class="row">
            <Who name=Some("Sophie Warnier".to_owned()) nobody="Personne"/>
            <Who name=None nobody="Personne"/>
            <span class="badge">"Prévue"</span>
            <span class="badge" data-tone="green"><Icon name="check"/>"Faite"</span>
            <span class="badge" data-tone="amber"><Icon name="lock"/>"Interne"</span>
            <span class="count">"12"</span>
            <span class="count hot">"3"</span>
        </div>
    }
}
