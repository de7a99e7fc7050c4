use leptos::prelude::*;

use super::{desk::Desk, shelf::Axis};
use crate::{i18n::use_i18n, language::say, ui::StatusPill};

/// How the tags of a request look in a list and on the request itself: one of each axis.
#[component]
pub(super) fn Preview(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let of = move |in_lists: bool| {
        let axes = desk.axes.data.get().unwrap_or_default();
        samples(&axes, in_lists).into_iter().map(|sample| chip(sample, !in_lists)).collect::<Vec<AnyView>>()
    };
    view! {
        <aside class="members" aria-labelledby="preview">
            <h2 id="preview">{say!(i18n, tags.preview)}</h2>
            <div class="stack tight">
                <p class="muted small">{say!(i18n, tags.preview_list)}</p>
                <div class="sample">
                    <StatusPill kind="bare" status=domain::RequestStatus::InProgress/>
                    <b>{say!(i18n, tags.sample)}</b>
                    <span class="row tight">{move || of(true)}</span>
                </div>
            </div>
            <div class="stack tight">
                <p class="muted small">{say!(i18n, tags.preview_request)}</p>
                <div class="row tight">{move || of(false)}</div>
            </div>
        </aside>
    }
}

/// A tag as it would be shown.
#[derive(Debug, Clone, PartialEq)]
struct Sample {
    category: String,
    name: String,
    colour: i64,
}

/// The first tag of each axis, in the order of the axes; those that lists show, or all.
fn samples(axes: &[Axis], in_lists: bool) -> Vec<Sample> {
    let shown = axes.iter().filter(|axis| !in_lists || axis.category.in_lists);
    let sample = |axis: &Axis| {
        let name = axis.tags.first().map(|tag| tag.name.clone())?;
        Some(Sample { category: axis.category.name.clone(), name, colour: axis.category.colour })
    };
    shown.filter_map(sample).collect()
}

fn chip(sample: Sample, with_category: bool) -> AnyView {
    view! {
        <span class="tag" data-color=sample.colour.to_string()>
            {with_category.then(|| view! { <i>{sample.category}</i> })}
            {sample.name}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::samples;
    use crate::features::tags::shelf::{
        Axis,
        tests::{category, tag},
    };

    #[test]
    fn lists_show_the_axes_that_say_so_and_a_request_shows_all() {
        let mut hidden = category(2, "Projet", 2);
        hidden.in_lists = false;
        let axes = [
            Axis {
                category: category(1, "Métier", 1), tags: vec![tag(1, "Chauffage"), tag(1, "Plomberie")]
            },
            Axis { category: hidden, tags: vec![tag(2, "Chantier")] },
            Axis { category: category(3, "Vide", 3), tags: Vec::new() },
        ];
        let names = |in_lists| samples(&axes, in_lists).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(true), ["Chauffage"]);
        assert_eq!(names(false), ["Chauffage", "Chantier"]);
    }
}
