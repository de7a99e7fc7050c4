use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    draft::{Draft, still_given},
    fields::{Fields, Known, NONE, read, save},
    refusal::Refusal,
    switches::Switches,
    words::{grant_name, role_name},
};
use crate::{
    client::Problem,
    contract::{Action, Grant, Level, PrincipalRef, Role},
    features::sites::{NodeField, NodeName},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    rule::TextRule,
    shell::Missing,
    text::Text,
    ui::{
        Banner, Crumbs, Failure, Form, PageTitle, SelectField, Show, SubmitButton, TextField, TextSkeleton,
        Toasts,
    },
};

/// Gives somebody or a team a role or single permissions, or changes what is given.
#[component]
pub fn GrantEditor(
    to: PrincipalRef,
    /// Their name, and the address of their page.
    #[prop(into)]
    name: String,
    #[prop(into)] back: String,
    /// The grant to change; a new one without.
    editing: Option<Uuid>,
) -> impl IntoView {
    let i18n = use_i18n();
    let known = Load::new({
        let to = to.clone();
        move || read(i18n, to.clone(), editing)
    });
    let missing = move || known.problem.with(|problem| problem.as_ref().is_some_and(|one| one.status == 404));
    let failed = move || known.problem.get().filter(|problem| problem.status != 404);
    let who = name.clone();
    let title: Text = match editing {
        Some(_) => (move || now!(i18n, grants.change_title, name = who.as_str())).into(),
        None => (move || now!(i18n, grants.add_title, name = who.as_str())).into(),
    };
    view! {
        <div class="column">
            {move || failed().map(|problem| view! { <Failure problem=problem again=move || known.again()/> })}
            <Show when=missing><Missing/></Show>
            <Show when=move || known.slow.get()><TextSkeleton/></Show>
            {move || known.data.get().map(|known| view! {
                <Crumbs label=say!(i18n, ui.crumbs) steps=vec![(back.clone(), name.clone().into())]/>
                <PageTitle text=title.clone()/>
                <EditorForm known=known to=to.clone() back=back.clone()/>
            })}
        </div>
    }
}

#[component]
fn EditorForm(known: Known, to: PrincipalRef, back: String) -> impl IntoView {
    let i18n = use_i18n();
    let (form, fields) = (Form::new(), Fields::of(&known));
    let (is_new, place) =
        (known.editing.is_none(), known.editing.as_ref().map(|(grant, _)| grant.node.clone()));
    let level =
        Signal::derive(move || fields.node.with(|node| node.as_ref().map_or(Level::Instance, |at| at.level)));
    follow(fields, &known, level);
    let fixed = Memo::new(move |_| fields.draft.with(Draft::is_fixed));
    let roles = known.roles.clone();
    let choices = Signal::derive(move || role_choices(i18n, &roles));
    let actions = known.actions.clone();
    let submit = submitting(form, fields, &known, to, back);
    view! {
        <form class="form grant-form" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            {place.map(|node| view! {
                <div class="field">
                    <span class="label">{say!(i18n, grants.place)}</span>
                    <NodeName node=node/>
                </div>
            })}
            {is_new.then(|| view! {
                <NodeField form=form pointer="/node_id" label=say!(i18n, grants.place)
                    may=Some(Action::GrantRights) node=fields.node/>
            })}
            <SelectField form=form pointer="/role_id" label=say!(i18n, grants.role) options=choices value=fields.role/>
            <div class="more-fields">
                <TextField form=form pointer="/valid_from" label=say!(i18n, grants.first_day) kind="date"
                    value=fields.from rule=TextRule::FREE optional=true/>
                <TextField form=form pointer="/valid_until" label=say!(i18n, grants.last_day) kind="date"
                    value=fields.until rule=TextRule::FREE optional=true/>
            </div>
            <fieldset class="stack tight">
                <legend>{say!(i18n, grants.permissions)}</legend>
                <p class="muted small">{say!(i18n, grants.any_is_all)}</p>
                <Show when=move || fixed.get() fallback=move || {
                    view! { <Switches draft=fields.draft actions=actions.clone() level=level/> }
                }>
                    <p class="muted">{say!(i18n, grants.fixed)}</p>
                </Show>
            </fieldset>
            <StillGiven fields=fields known=known/>
            <div class="submit"><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></div>
        </form>
    }
}

/// The role that is chosen is the draft's; what means nothing at the place leaves the draft.
fn follow(fields: Fields, known: &Known, level: Signal<Level>) {
    let (roles, actions) = (known.roles.clone(), known.actions.clone());
    Effect::new(move |started: Option<()>| {
        let chosen = fields.role.get();
        if started.is_some() {
            let role = roles.iter().find(|role| role.id.to_string() == chosen).cloned();
            fields.draft.update(|draft| draft.take_role(role));
        }
    });
    Effect::new(move || {
        let level = level.get();
        fields.draft.update(|draft| draft.stand_at(level, &actions));
    });
}

fn role_choices(i18n: Words, roles: &[Role]) -> Vec<(String, String)> {
    let first = [
        (String::new(), now!(i18n, grants.choose_role).to_owned()),
        (NONE.to_owned(), now!(i18n, grants.no_role).to_owned()),
    ];
    first.into_iter().chain(roles.iter().map(|role| (role.id.to_string(), role_name(i18n, role)))).collect()
}

/// Switching off takes a permission out of this grant only: says which other grant still gives it.
#[component]
fn StillGiven(fields: Fields, known: Known) -> impl IntoView {
    let i18n = use_i18n();
    let own = known.editing.as_ref().map(|(grant, _)| grant.id);
    let others: Vec<Grant> = known.grants.into_iter().filter(|grant| Some(grant.id) != own).collect();
    let off = Memo::new(move |_| fields.draft.with(|draft| !draft.off.is_empty()));
    let text = move || {
        let names: Vec<String> = fields.draft.with(|draft| {
            fields.node.with(|node| {
                let found =
                    node.as_ref().map(|node| still_given(&draft.off, node, &others)).unwrap_or_default();
                found
                    .into_iter()
                    .map(|grant| format!("{}, {}", grant_name(i18n, grant), grant.node.name))
                    .collect()
            })
        });
        match names.as_slice() {
            [] => now!(i18n, grants.off_is_no_prohibition).to_owned(),
            names => now!(i18n, grants.still_given, by = names.join(" · ")),
        }
    };
    view! {
        <Show when=move || off.get()>
            <Banner tone="amber" icon="info" title=say!(i18n, grants.off_title) text=text.clone()/>
        </Show>
    }
}

fn submitting(
    form: Form,
    fields: Fields,
    known: &Known,
    to: PrincipalRef,
    back: String,
) -> impl Fn(SubmitEvent) + 'static + use<> {
    let i18n = use_i18n();
    let (toasts, navigate) = (expect_context::<Toasts>(), use_navigate());
    let editing = known.editing.as_ref().map(|(grant, _)| grant.clone());
    let key = crate::browser::once_key();
    move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        if fields.draft.with_untracked(Draft::is_empty) {
            form.problem.set(Some(nothing(i18n)));
            return;
        }
        let (navigate, back) = (navigate.clone(), back.clone());
        form.send(save(fields, editing.clone(), to.clone(), key), move |grant: Grant| {
            toasts.say(now!(i18n, grants.saved, place = grant.node.name.as_str()));
            navigate(&back, NavigateOptions::default());
        });
    }
}

/// Neither a role nor a permission was chosen.
fn nothing(i18n: Words) -> Problem {
    let detail = now!(i18n, grants.nothing).to_owned();
    Problem { slug: "conflict".to_owned(), detail, ..Problem::offline() }
}
