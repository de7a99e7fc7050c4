use leptos::{ev::SubmitEvent, prelude::*};

use super::words::{amount, cents, name_of};
use crate::{
    client::Problem,
    contract::{self, Action, NewResource, PlacedNode, Resource, ResourceInput},
    features::{grants::Refusal, sites::NodeField, tags::colour_text},
    i18n::use_i18n,
    language::{language, now, say},
    rule::TextRule,
    ui::{Check, Form, Icon, Show, SubmitButton, Swatches, TextField, Toasts},
};

#[derive(Clone, Copy)]
struct Fields {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    node: RwSignal<Option<PlacedNode>>,
    code: RwSignal<String>,
    /// 0 is none.
    colour: RwSignal<i64>,
    rate: RwSignal<String>,
    active: RwSignal<bool>,
}

impl Fields {
    fn of(resource: Option<&Resource>) -> Self {
        let i18n = use_i18n();
        let text = |read: fn(&Resource) -> Option<String>| {
            RwSignal::new(resource.and_then(read).unwrap_or_default())
        };
        let rate = resource.and_then(|one| one.hourly_rate);
        Self {
            first_name: text(|one| Some(one.first_name.clone())),
            last_name: text(|one| Some(one.last_name.clone())),
            node: RwSignal::new(resource.map(home)),
            code: text(|one| one.code.clone()),
            colour: RwSignal::new(resource.and_then(|one| one.colour).unwrap_or_default()),
            rate: RwSignal::new(rate.map(|rate| amount(language(i18n), rate)).unwrap_or_default()),
            active: RwSignal::new(resource.is_none_or(|one| one.active)),
        }
    }

    /// What is to be stored, once a home is chosen and the rate is an amount.
    fn input(self) -> Option<ResourceInput> {
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let rate = self.rate.with_untracked(|typed| cents(typed)).ok()?;
        Some(ResourceInput {
            first_name: trimmed(self.first_name),
            last_name: trimmed(self.last_name),
            node_id: self.node.with_untracked(|node| node.as_ref().map(|node| node.id))?,
            active: self.active.get_untracked(),
            code: Some(trimmed(self.code)).filter(|code| !code.is_empty()),
            colour: Some(self.colour.get_untracked()).filter(|colour| *colour > 0),
            hourly_rate: rate.filter(|_| self.shows_rate()),
        })
    }

    fn shows_rate(self) -> bool {
        self.node.with_untracked(|node| node.as_ref().is_some_and(sees_costs))
    }
}

fn sees_costs(node: &PlacedNode) -> bool {
    node.allowed.contains(&Action::ViewCosts)
}

/// Where a resource lives, as a choice.
fn home(resource: &Resource) -> PlacedNode {
    PlacedNode {
        id: resource.home.id,
        level: resource.home.level,
        name: resource.home.name.clone(),
        parent_id: None,
        allowed: resource.allowed.clone(),
    }
}

/// A resource: a new one, or what one is from now on.
#[component]
pub(super) fn ResourceForm(resource: Option<Resource>, saved: Callback<Resource>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, fields, is_new) = (Form::new(), Fields::of(resource.as_ref()), resource.is_none());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let (true, Some(input)) = (form.is_ready(), fields.input()) {
            form.send(save(resource.clone(), input), move |one: Resource| {
                toasts.say(now!(i18n, resources.saved, name = name_of(&one)));
                saved.run(one);
            });
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <TextField form=form pointer="/first_name" label=say!(i18n, resources.first_name)
                    value=fields.first_name rule=NewResource::FIRST_NAME.required()/>
                <TextField form=form pointer="/last_name" label=say!(i18n, resources.last_name)
                    value=fields.last_name rule=NewResource::LAST_NAME.required()/>
                <NodeField form=form pointer="/node_id" label=say!(i18n, resources.home)
                    may=Some(Action::ManageResources) node=fields.node/>
                <TextField form=form pointer="/code" label=say!(i18n, resources.code) optional=true
                    help=say!(i18n, resources.code_help) value=fields.code rule=NewResource::CODE.optional()/>
                <Swatches label=say!(i18n, resources.colour) value=fields.colour name=move |colour| match colour {
                    0 => now!(i18n, resources.no_colour).to_owned(),
                    colour => colour_text(i18n, colour).to_owned(),
                }/>
                <Show when=move || fields.node.with(|node| node.as_ref().is_some_and(sees_costs))>
                    <Rate form=form rate=fields.rate/>
                </Show>
                {if is_new {
                    view! { <p class="muted small">{say!(i18n, resources.add_text)}</p> }.into_any()
                } else {
                    view! { <Check label=say!(i18n, resources.active) value=fields.active/> }.into_any()
                }}
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}

#[component]
fn Rate(form: Form, rate: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = Memo::new(move |_| rate.with(|typed| cents(typed).is_err()));
    view! {
        <TextField form=form pointer="/hourly_rate" label=say!(i18n, resources.rate) optional=true inputmode="decimal"
            help=say!(i18n, resources.rate_help) value=rate rule=TextRule::FREE/>
        <Show when=move || wrong.get()>
            <p class="error" role="alert"><Icon name="alert"/>{say!(i18n, resources.rate_wrong)}</p>
        </Show>
    }
}

async fn save(resource: Option<Resource>, input: ResourceInput) -> Result<Resource, Problem> {
    match resource {
        Some(resource) => contract::update_resource(resource.id, resource.version, &input).await,
        None => {
            let ResourceInput { first_name, last_name, node_id, code, colour, hourly_rate, .. } = input;
            let body = NewResource { first_name, last_name, node_id, code, colour, hourly_rate };
            contract::create_resource(Some(crate::browser::once_key()), &body).await
        }
    }
}
