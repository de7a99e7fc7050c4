use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    web_sys::{DragEvent, FileList, HtmlInputElement},
};

use super::desk::{Desk, Stage};
use crate::{
    browser, contract,
    language::{now, say},
    ui::{Button, Toasts, problem_text},
};

/// Where a file is chosen or dropped, and where one to begin with is had.
#[component]
pub(super) fn Drop(desk: Desk) -> impl IntoView {
    let (i18n, input) = (desk.i18n, NodeRef::<html::Input>::new());
    let busy = Signal::derive(move || matches!(desk.stage.get(), Stage::Reading | Stage::Applying));
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files: FileList| files.get(0)) {
            desk.choose(&file);
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        take(input.files());
        // Choosing the same file again, mended, is a change, too.
        input.set_value("");
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let open = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let again = move || desk.stage.get() != Stage::Choosing;
    let text = move || if again() { now!(i18n, imports.choose_another) } else { now!(i18n, imports.choose) };
    view! {
        <div class="drop" on:dragover=|event: DragEvent| event.prevent_default() on:drop=dropped>
            <input node_ref=input id="import-file" type="file" accept=".csv,.txt,text/csv" hidden on:change=chosen/>
            <Button icon="upload" text=text busy=busy on_click=open/>
            <span class="hint">{say!(i18n, imports.drop)}</span>
        </div>
        <Template desk=desk/>
    }
}

#[component]
fn Template(desk: Desk) -> impl IntoView {
    let (i18n, toasts, busy) = (desk.i18n, expect_context::<Toasts>(), RwSignal::new(false));
    let fetch = move || {
        busy.set(true);
        spawn_local(async move {
            match contract::read_import_template_csv().await {
                // French spreadsheets know UTF-8 by its mark.
                Ok(table) => save(now!(i18n, imports.template_file), &table),
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="row"><Button kind="ghost" icon="download" text=say!(i18n, imports.template) busy=busy on_click=fetch/></div>
    }
}

/// Offers a table to keep, with the mark by which spreadsheets know UTF-8.
pub(super) fn save(name: &str, table: &str) {
    let table = format!("\u{feff}{}", table.trim_start_matches('\u{feff}'));
    browser::save(name, "text/csv;charset=utf-8", &table);
}
