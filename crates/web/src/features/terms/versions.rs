use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    contract::TermsVersion,
    dates,
    i18n::use_i18n,
    language::{language, say},
};

/// One line a version, latest first; a version's number shows who accepted it.
#[component]
pub(super) fn Versions(
    versions: Signal<Vec<TermsVersion>>,
    shown: Memo<Option<TermsVersion>>,
    chosen: RwSignal<Option<Uuid>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |version: TermsVersion| {
        let (id, at) = (version.id, dates::local(version.published_at));
        let current = move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.id == id));
        view! {
            <tr>
                <td>
                    <button
                        type="button"
                        class="btn ghost sm"
                        aria-pressed=move || current().to_string()
                        on:click=move |_| chosen.set(Some(id))
                    >
                        {version.number}
                    </button>
                    {version.in_force.then(|| view! { <span class="muted small">{say!(i18n, terms.in_force)}</span> })}
                </td>
                <td class="wrap">{move || dates::full(at, language(i18n))} " · " {version.published_by.clone()}</td>
                <td class="fit end">{version.accepted}</td>
                <td class="fit end">{version.waiting}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, terms.versions)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say!(i18n, terms.number)}</th>
                        <th scope="col">{say!(i18n, terms.published)}</th>
                        <th scope="col" class="end">{say!(i18n, terms.accepted)}</th>
                        <th scope="col" class="end">{say!(i18n, terms.waiting)}</th>
                    </tr>
                </thead>
                <tbody>{move || versions.get().into_iter().map(row).collect::<Vec<AnyView>>()}</tbody>
            </table>
        </div>
    }
}
