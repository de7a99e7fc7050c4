use leptos::{ev::SubmitEvent, prelude::*};

use super::{desk::Desk, shelf::last_position, words::colour_text};
use crate::{
    client::Problem,
    contract::{self, Action, NewTagCategory, PlacedNode, TagCategory, TagCategoryChange},
    features::{grants::Refusal, sites::NodeField},
    i18n::use_i18n,
    language::say,
    rule::TextRule,
    ui::{Check, Form, SubmitButton, Swatches, TextField},
};

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    node: RwSignal<Option<PlacedNode>>,
    colour: RwSignal<i64>,
    in_lists: RwSignal<bool>,
    position: RwSignal<String>,
}

impl Fields {
    fn of(category: Option<&TagCategory>, last: i64) -> Self {
        Self {
            name: RwSignal::new(category.map(|one| one.name.clone()).unwrap_or_default()),
            node: RwSignal::new(None),
            colour: RwSignal::new(category.map_or(8, |one| one.colour)),
            in_lists: RwSignal::new(category.is_none_or(|one| one.in_lists)),
            position: RwSignal::new(category.map_or(last, |one| one.position).to_string()),
        }
    }

    fn change(self) -> TagCategoryChange {
        TagCategoryChange {
            name: self.name.get_untracked().trim().to_owned(),
            colour: self.colour.get_untracked(),
            in_lists: self.in_lists.get_untracked(),
            position: self.position.with_untracked(|typed| position(typed)),
        }
    }
}

/// What was typed as a position; what is none stands first.
fn position(typed: &str) -> i64 {
    typed.trim().parse().map_or(0, |number: i64| number.clamp(0, 9999))
}

/// An axis: its name, where it lives, and how its tags are displayed.
#[component]
pub(super) fn CategoryForm(desk: Desk, category: Option<TagCategory>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let last = desk.axes.data.with_untracked(|axes| last_position(axes.as_deref().unwrap_or_default()));
    let fields = Fields::of(category.as_ref(), last);
    let is_new = category.is_none();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            form.send(save(category.clone(), fields), move |one: TagCategory| desk.saved(&one.name));
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <TextField form=form pointer="/name" label=say!(i18n, tags.category_name)
                    help=say!(i18n, tags.category_help) value=fields.name rule=NewTagCategory::NAME.required()/>
                {is_new.then(|| view! {
                    <NodeField form=form pointer="/node_id" label=say!(i18n, tags.home)
                        may=Some(Action::ManageTags) node=fields.node/>
                })}
                <Swatches label=say!(i18n, tags.colour) value=fields.colour
                    name=move |colour| colour_text(i18n, colour).to_owned()/>
                <Check label=say!(i18n, tags.show_in_lists) value=fields.in_lists/>
                <TextField form=form pointer="/position" label=say!(i18n, tags.position) kind="number"
                    help=say!(i18n, tags.position_help) inputmode="numeric" value=fields.position rule=TextRule::FREE/>
                <p class="row tight">
                    <span class="muted small">{say!(i18n, tags.preview)} {say!(i18n, ui.colon)}</span>
                    <span class="tag" data-color=move || fields.colour.get().to_string()>
                        <i>{move || fields.name.get()}</i>
                        {say!(i18n, tags.tag)}
                    </span>
                </p>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}

async fn save(category: Option<TagCategory>, fields: Fields) -> Result<TagCategory, Problem> {
    let change = fields.change();
    match category {
        Some(category) => contract::update_tag_category(category.id, category.version, &change).await,
        None => {
            let node_id =
                fields.node.with_untracked(|node| node.as_ref().map(|node| node.id)).unwrap_or_default();
            let TagCategoryChange { name, colour, in_lists, position } = change;
            let body = NewTagCategory { name, node_id, colour, in_lists, position };
            contract::create_tag_category(&body).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn a_position_is_a_number_the_server_takes() {
        assert_eq!((position(" 20 "), position("-3"), position("100000"), position("")), (20, 0, 9999, 0));
    }
}
