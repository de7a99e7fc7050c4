use leptos::prelude::*;

use super::{
    category_form::CategoryForm,
    deletion::{CategoryDeletion, TagDeletion},
    desk::{Asking, Desk},
    merge_form::MergeForm,
    tag_form::{NameForm, NewTagForm},
};
use crate::{
    language::{now, say},
    ui::{Dialog, Icon, Menu, MenuItem},
};

/// The menu of a tag, and the dialog of the moment.
#[component]
pub(super) fn Dialogs(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(desk.asking.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() && desk.asking.with_untracked(Option::is_some) {
            desk.asking.set(None);
        }
    });
    view! {
        <TagMenu desk=desk/>
        <Dialog open=open id="d-tags" title=move || desk.asking.with(|asking| title(desk, asking.as_ref()))>
            {move || desk.asking.get().map(|asking| body(desk, asking))}
        </Dialog>
    }
}

#[component]
fn TagMenu(desk: Desk) -> impl IntoView {
    let ask = move |asking: fn(crate::contract::Tag) -> Asking| {
        if let Some(tag) = desk.tag.get_untracked() {
            desk.ask(asking(tag));
        }
    };
    view! {
        <Menu open=desk.menu label=say!(desk.i18n, tags.tag)>
            <MenuItem icon=|| view! { <Icon name="pencil"/> } text=say!(desk.i18n, tags.rename)
                on_choose=move || ask(Asking::Rename)/>
            <MenuItem icon=|| view! { <Icon name="link"/> } text=say!(desk.i18n, tags.merge)
                on_choose=move || ask(Asking::Merge)/>
            <MenuItem icon=|| view! { <Icon name="trash"/> } text=say!(desk.i18n, tags.delete) class="danger"
                on_choose=move || ask(Asking::DeleteTag)/>
        </Menu>
    }
}

fn title(desk: Desk, asking: Option<&Asking>) -> String {
    let i18n = desk.i18n;
    match asking {
        None => String::new(),
        Some(Asking::NewCategory) => now!(i18n, tags.add_category).to_owned(),
        Some(Asking::Category(_)) => now!(i18n, tags.edit_category).to_owned(),
        Some(Asking::DeleteCategory(category)) => {
            now!(i18n, tags.delete_title, name = category.name.as_str())
        }
        Some(Asking::NewTag(category)) => now!(i18n, tags.add_title, name = category.name.as_str()),
        Some(Asking::Rename(tag)) => now!(i18n, tags.rename_title, name = tag.name.as_str()),
        Some(Asking::Merge(tag)) => now!(i18n, tags.merge_title, name = tag.name.as_str()),
        Some(Asking::DeleteTag(tag)) => now!(i18n, tags.delete_title, name = tag.name.as_str()),
    }
}

fn body(desk: Desk, asking: Asking) -> AnyView {
    match asking {
        Asking::NewCategory => view! { <CategoryForm desk=desk category=None/> }.into_any(),
        Asking::Category(one) => view! { <CategoryForm desk=desk category=Some(one)/> }.into_any(),
        Asking::DeleteCategory(one) => view! { <CategoryDeletion desk=desk category=one/> }.into_any(),
        Asking::NewTag(category) => view! { <NewTagForm desk=desk category=category/> }.into_any(),
        Asking::Rename(tag) => view! { <NameForm desk=desk tag=tag/> }.into_any(),
        Asking::Merge(tag) => view! { <MergeForm desk=desk tag=tag/> }.into_any(),
        Asking::DeleteTag(tag) => view! { <TagDeletion desk=desk tag=tag/> }.into_any(),
    }
}
