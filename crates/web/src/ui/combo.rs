use leptos::prelude::*;

use super::{
    Avatar, Form, Icon, flaw_text, refusal_text,
    search::{Choice, Face, Lookup, SHOWN, Search},
};
use crate::{i18n::use_i18n, language::Words, rule::Flaw, text::Text};

/// One of many, found by typing: arrows move, Enter chooses, Escape closes the list.
#[component]
pub fn Combo(
    /// Where it stands in what is sent; unique in the document.
    pointer: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] placeholder: Text,
    find: Lookup,
    chosen: RwSignal<Option<Choice>>,
    /// The form that cannot be sent without it.
    #[prop(optional)]
    form: Option<Form>,
) -> impl IntoView {
    let i18n = use_i18n();
    let search = Search::new(find, chosen);
    let id = format!("f{}", pointer.replace('/', "-"));
    let error = error_of(form, pointer, &id, chosen);
    let (list_id, error_id) = (format!("{id}-l"), format!("{id}-e"));
    let (controls, options, described, prefix) =
        (list_id.clone(), label.clone(), error_id.clone(), id.clone());
    let shown = move || search.open.get().then(|| controls.clone());
    let active = move || {
        let some = search.open.get() && !search.fitting().is_empty();
        some.then(|| format!("{prefix}-{}", search.active.get()))
    };
    let typed = move |event| {
        search.type_in(event_target_value(&event));
        if let Some(form) = form {
            form.forgive(pointer);
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="with-icon">
                <Icon name="search"/>
                <input
                    id=id.clone()
                    class="input"
                    role="combobox"
                    placeholder=placeholder
                    aria-expanded=move || search.open.get().to_string()
                    aria-controls=shown
                    aria-autocomplete="list"
                    aria-activedescendant=active
                    aria-required=form.is_some().then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                    autocomplete="off"
                    prop:value=move || chosen.get().map_or_else(|| search.typed.get(), |choice| choice.name)
                    on:input=typed
                    on:click=move |_| search.open.set(true)
                    on:blur=move |_| search.open.set(false)
                    on:keydown=move |event| search.press(&event)
                />
            </div>
            {move || search.open.get().then(|| list(i18n, search, &id, list_id.clone(), options.clone()))}
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone()><Icon name="alert"/>{error}</p>
            })}
        </div>
    }
}

/// What to say under the field: the server's word, or that nothing is chosen.
fn error_of(
    form: Option<Form>,
    pointer: &'static str,
    id: &str,
    chosen: RwSignal<Option<Choice>>,
) -> Memo<Option<String>> {
    let i18n = use_i18n();
    let flaw = move || chosen.with_untracked(Option::is_none).then_some(Flaw::Missing);
    if let Some(form) = form {
        form.enter(pointer, id.to_owned(), flaw);
    }
    Memo::new(move |_| {
        let form = form?;
        let missing = || chosen.with(Option::is_none) && form.tried();
        match form.refusal(pointer) {
            Some(refused) => Some(refusal_text(i18n, &refused)),
            None => missing().then(|| flaw_text(i18n, Flaw::Missing)),
        }
    })
}

fn list(i18n: Words, search: Search, id: &str, list_id: String, label: Text) -> AnyView {
    let prefix = id.to_owned();
    let options = move || {
        let shown = search.fitting().into_iter().take(SHOWN).enumerate();
        shown.map(|(index, choice)| option(search, format!("{prefix}-{index}"), index, choice)).collect_view()
    };
    view! {
        <ul class="options flat" role="listbox" id=list_id aria-label=label>{options}</ul>
        <p class="help" role="status">{move || search.note(i18n)}</p>
    }
    .into_any()
}

fn option(search: Search, id: String, index: usize, choice: Choice) -> AnyView {
    let own = choice.clone();
    let name = match choice.face {
        Face::Tag(colour) => {
            view! { <span class="tag" data-color=colour.to_string()>{choice.name}</span> }.into_any()
        }
        Face::Person => view! { <Avatar name=choice.name.clone()/><span>{choice.name}</span> }.into_any(),
        Face::Drawing(drawing) => view! { <Icon name=drawing/><span>{choice.name}</span> }.into_any(),
    };
    view! {
        <li
            role="option"
            id=id
            aria-selected=move || (search.active.get() == index).to_string()
            data-active=move || (search.active.get() == index).then_some("")
            on:mousedown=move |event| {
                event.prevent_default();
                search.choose(own.clone());
            }
        >
            {name}
            <span class="quiet small">{choice.note}</span>
        </li>
    }
    .into_any()
}
