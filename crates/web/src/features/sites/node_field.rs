use leptos::prelude::*;

use super::{
    all::AT_ONCE,
    words::{level_icon, level_text},
};
use crate::{
    contract::{self, Action, ListNodesQuery, PlacedNode},
    i18n::use_i18n,
    language::{Words, say},
    text::Text,
    ui::{Choice, Combo, Face, Form, Lookup},
};

/// A place of the pyramid, found by typing; the only one there is stands there already.
#[component]
pub fn NodeField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    /// What one must be allowed to do there.
    may: Option<Action>,
    node: RwSignal<Option<PlacedNode>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let known = StoredValue::new(Vec::<PlacedNode>::new());
    let chosen = RwSignal::new(node.get_untracked().map(|node| choice(i18n, &node)));
    let find = Lookup::new(move |name| async move {
        let any = name.is_none();
        let query = ListNodesQuery { may, name, limit: Some(AT_ONCE), ..Default::default() };
        let nodes = contract::list_nodes(&query).await?.items;
        let choices: Vec<Choice> = nodes.iter().map(|node| choice(i18n, node)).collect();
        known.update_value(|known| known.extend(nodes));
        if let (true, [only]) = (any && chosen.with_untracked(Option::is_none), choices.as_slice()) {
            chosen.set(Some(only.clone()));
        }
        Ok(choices)
    });
    Effect::new(move |started: Option<()>| {
        let id = chosen.with(|chosen| chosen.as_ref().map(|chosen| chosen.id));
        if started.is_some() || id.is_none() {
            node.set(known.with_value(|known| known.iter().find(|node| Some(node.id) == id).cloned()));
        }
    });
    view! {
        <Combo form=form pointer=pointer label=label placeholder=say!(i18n, sites.find_node) find=find chosen=chosen/>
    }
}

fn choice(i18n: Words, node: &PlacedNode) -> Choice {
    let note = level_text(i18n, node.level).to_owned();
    Choice { id: node.id, name: node.name.clone(), note, face: Face::Drawing(level_icon(node.level)) }
}
