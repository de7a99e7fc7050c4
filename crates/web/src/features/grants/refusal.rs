use leptos::prelude::*;

use crate::{
    client::Problem,
    contract::{self, Action, ExplainedAction, ListPermissionsQuery, RefusalRule},
    i18n::use_i18n,
    language::{Words, language, now, say},
    load::Load,
    ui::{Banner, problem_text},
};

/// A change the server did not make; where rights were lacking, by which rule and what was lacking.
#[component]
pub fn Refusal(problem: Problem) -> impl IntoView {
    let i18n = use_i18n();
    let actions = (problem.slug == "refused").then(|| {
        Load::new(move || {
            let query = ListPermissionsQuery { language: Some(language(i18n)) };
            async move { contract::list_permissions(&query).await.map(|list| list.items) }
        })
    });
    let text = move || match actions {
        Some(actions) => told(i18n, &problem, &actions.data.get().unwrap_or_default()),
        None => problem_text(i18n, &problem),
    };
    view! { <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=text/> }
}

fn told(i18n: Words, problem: &Problem, actions: &[ExplainedAction]) -> String {
    let label = |word: Action| {
        let action = actions.iter().find(|action| action.action == word);
        action.map_or_else(|| word.word().to_owned(), |action| action.label.clone())
    };
    match (problem.rule, problem.lacking.first().copied().map(label)) {
        (Some(RefusalRule::Lacks), Some(what)) => now!(i18n, grants.lacks, what = what),
        (Some(RefusalRule::Beyond), Some(what)) => now!(i18n, grants.beyond, what = what),
        (Some(RefusalRule::Sharing), Some(what)) => now!(i18n, grants.sharing, what = what),
        (Some(RefusalRule::Outlasts), _) => now!(i18n, grants.outlasts).to_owned(),
        (Some(RefusalRule::AdministratorsOnly), _) => now!(i18n, grants.administrators_only).to_owned(),
        _ => problem_text(i18n, problem),
    }
}
