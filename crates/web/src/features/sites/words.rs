use leptos::prelude::*;

use crate::{
    contract::{Level, Node},
    language::{Words, now},
    ui::Icon,
};

/// What a level of the pyramid is called.
#[must_use]
pub fn level_text(i18n: Words, level: Level) -> &'static str {
    match level {
        Level::Instance => now!(i18n, sites.level_instance),
        Level::CompanyGroup => now!(i18n, sites.level_group),
        Level::Site | Level::Other => now!(i18n, sites.level_site),
    }
}

/// The drawing of a level.
#[must_use]
pub const fn level_icon(level: Level) -> &'static str {
    match level {
        Level::Instance => "globe",
        Level::CompanyGroup => "group",
        Level::Site | Level::Other => "building",
    }
}

/// A place of the pyramid in a line: its level's drawing and its name.
#[component]
pub fn NodeName(node: Node) -> impl IntoView {
    view! {
        <span class="path">
            <Icon name=level_icon(node.level)/>
            <span>{node.name}</span>
        </span>
    }
}
