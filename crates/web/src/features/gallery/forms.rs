use leptos::prelude::*;

use super::page::{Part, name};
use crate::{
    client::{FieldFlaw, Problem},
    rule::TextRule,
    theme::Theme,
    ui::{AreaField, Check, Form, Seg, SelectField, Switch, TextField},
};

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

/// Fields and choices.
#[component]
pub(super) fn Forms(theme: Theme) -> impl IntoView {
    let form = Form::new();
    let of = move |light, dark| name(theme, light, dark);
    let mail = of("/light/mail", "/dark/mail");
    let refused = Problem {
        fields: vec![FieldFlaw { pointer: mail.to_owned(), code: "email".to_owned(), detail: String::new() }],
        ..Problem::unreadable(422)
    };
    Effect::new(move || form.show(refused.clone()));
    let sites =
        vec![("1".to_owned(), "Huy, rue Saint-Pierre".to_owned()), ("2".to_owned(), "Namur".to_owned())];
    let free = TextRule::FREE;
    view! {
        <Part title="Champs">
            <div class="stack">
                <TextField form=form pointer=of("/light/title", "/dark/title") label="Titre"
                    value=text("Radiateur froid, local 204") rule=free/>
                <TextField form=form pointer=of("/light/room", "/dark/room") label="Local"
                    help="Numéro ou nom affiché sur la porte." value=text("") rule=free optional=true/>
                <TextField form=form pointer=mail label="E-mail" kind="email" value=text("nadia.lambert@")
                    rule=TextRule { email: true, ..free }/>
                <SelectField form=form pointer=of("/light/site", "/dark/site") label="Site"
                    options=Signal::derive(move || sites.clone()) value=text("1")/>
                <AreaField form=form pointer=of("/light/text", "/dark/text") label="Message"
                    value=text("Plus de chauffage depuis ce matin.") rule=free/>
            </div>
        </Part>
        <Part title="Choix"><Choices theme=theme/></Part>
    }
}

#[component]
fn Choices(theme: Theme) -> impl IntoView {
    let (kept, reach) = (RwSignal::new(true), text("see"));
    view! {
        <div class="row">
            <Check label="Non" value=RwSignal::new(false)/>
            <Check label="Oui" value=RwSignal::new(true)/>
        </div>
        <div>
            <Switch label="Autoriser les pièces jointes" help="Photos et PDF, 10 Mo au plus." value=kept
                on_change=move |on| kept.set(on)/>
        </div>
        <div class="row">
            <Seg
                label="Accès"
                name=name(theme, "light-reach", "dark-reach")
                choices=vec![("none", "Aucun".into()), ("see", "Voir".into()), ("edit", "Modifier".into())]
                value=reach
                on_change=move |word: &'static str| reach.set(word.to_owned())
            />
        </div>
    }
}
