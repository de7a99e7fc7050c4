use leptos::prelude::*;

use super::page::{Part, name};
use crate::{
    theme::Theme,
    ui::{Banner, Button, Dialog, Empty, Icon, Menu, MenuItem, Place, TextSkeleton, Toasts},
};

/// What opens, what floats, what says how things stand.
#[component]
pub(super) fn Feedback(theme: Theme) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let asking = RwSignal::new(false);
    let id = name(theme, "light-dialog", "dark-dialog");
    view! {
        <Part title="Menu, dialogue, annonce">
            <div class="row">
                <SampleMenu/>
                <Button text="Ouvrir un dialogue" on_click=move || asking.set(true)/>
                <Button text="Annoncer" on_click=move || toasts.say("3 demandes assignées à Karim Benali")/>
            </div>
            <Dialog open=asking id=id title="Désactiver Luc Goffin ?">
                <div class="body"><p>"Ses 5 demandes ouvertes restent ; choisissez qui les reprend."</p></div>
                <footer>
                    <Button text="Garder" on_click=move || asking.set(false)/>
                    <Button kind="danger" text="Désactiver" on_click=move || asking.set(false)/>
                </footer>
            </Dialog>
        </Part>
        <Part title="Bannières, vide, attente">
            <Banner icon="info" title="Nouvelle version des conditions" text="À accepter avant le 1er décembre."/>
            <Banner tone="amber" icon="shield" title="Droits personnalisés" text="2 permissions ajoutées, 1 retirée."/>
            <Banner tone="red" icon="alert" title="Pas enregistré" text="Le serveur ne répond pas. Votre texte est gardé.">
                <Button kind="sm" text="Réessayer" on_click=|| {}/>
            </Banner>
            <div class="frame">
                <Empty title="Aucune demande en retard" text="Les demandes dont l’échéance passe apparaîtront ici."/>
            </div>
            <TextSkeleton/>
        </Part>
    }
}

#[component]
fn SampleMenu() -> impl IntoView {
    let open = RwSignal::new(None);
    let toggle = move |event: leptos::ev::MouseEvent| {
        open.update(|open| *open = if open.is_some() { None } else { Place::below_target(&event, false) });
    };
    view! {
        <button type="button" class="btn" aria-haspopup="menu" on:click=toggle>
            <Icon name="down"/>
            "Ouvrir un menu"
        </button>
        <Menu open=open label="Actions">
            <div class="head" role="presentation">"R-2026-000123"</div>
            <MenuItem icon=|| view! { <Icon name="arrow"/> } text="Ouvrir" on_choose=|| {}/>
            <MenuItem icon=|| view! { <Icon name="user-plus"/> } text="Assigner" key="a".to_owned() on_choose=|| {}/>
            <hr role="separator"/>
            <MenuItem text="Toutes" checked=true on_choose=|| {}/>
            <MenuItem text="Les siennes" checked=false on_choose=|| {}/>
            <hr role="separator"/>
            <MenuItem class="danger" icon=|| view! { <Icon name="trash"/> } text="Supprimer" on_choose=|| {}/>
        </Menu>
    }
}
