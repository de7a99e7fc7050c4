use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    refusal::Refusal,
    validity::{begins, ends},
};
use crate::{
    contract::{self, Action, NewTagGrant, PrincipalRef, TagGrant},
    features::{sites::NodeField, tags::find_tags},
    i18n::use_i18n,
    language::{now, say},
    rule::TextRule,
    ui::{Check, Combo, Form, SubmitButton, TextField, Toasts},
};

/// A tag to link: which, where, and whether what bears it may also be edited.
#[component]
pub(super) fn LinkForm(to: PrincipalRef, saved: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts: Toasts = expect_context();
    let form = Form::new();
    let (tag, node, edit) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(false));
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let key = crate::browser::once_key();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = tag.get_untracked().zip(node.get_untracked());
        let (true, Some((tag, node))) = (form.is_ready(), chosen) else { return };
        let (tag, node): (crate::ui::Choice, contract::PlacedNode) = (tag, node);
        let body = NewTagGrant {
            to: to.clone(),
            tag_id: tag.id,
            node_id: node.id,
            edit: Some(edit.get_untracked()),
            valid_from: from.with_untracked(|day: &String| begins(day, None)),
            valid_until: until.with_untracked(|day: &String| ends(day, None)),
        };
        form.send(
            async move { contract::create_tag_grant(Some(key), &body).await },
            move |link: TagGrant| {
                toasts.say(now!(i18n, grants.linked, name = link.tag.name.as_str()));
                saved.run(());
            },
        );
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <Combo form=form pointer="/tag_id" label=say!(i18n, grants.tag) placeholder=say!(i18n, tags.find)
                    find=find_tags(None) chosen=tag/>
                <NodeField form=form pointer="/node_id" label=say!(i18n, grants.place)
                    may=Some(Action::GrantRights) node=node/>
                <Check label=say!(i18n, grants.may_edit) value=edit/>
                <div class="more-fields">
                    <TextField form=form pointer="/valid_from" label=say!(i18n, grants.first_day) kind="date"
                        value=from rule=TextRule::FREE optional=true/>
                    <TextField form=form pointer="/valid_until" label=say!(i18n, grants.last_day) kind="date"
                        value=until rule=TextRule::FREE optional=true/>
                </div>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}
