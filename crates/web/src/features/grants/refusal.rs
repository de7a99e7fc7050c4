use leptos::prelude::*;

use crate::{
    client::Problem,
    contract::{self, ExplainedAction, ListPermissionsQuery},
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

/// Why the server refused.
#[derive(Debug, PartialEq, Eq)]
enum Rule<'a> {
    Lacks(&'a str),
    Beyond(&'a str),
    Sharing(&'a str),
    AdministratorsOnly,
    Other,
}

/// The rule in the server's words.
fn rule(detail: &str) -> Rule<'_> {
    let lacking = detail.split('`').nth(1).unwrap_or_default();
    match () {
        () if detail.starts_with("only administrators") => Rule::AdministratorsOnly,
        () if lacking.is_empty() => Rule::Other,
        () if detail.starts_with("this goes beyond") => Rule::Beyond(lacking),
        () if detail.starts_with("a link of this tag") => Rule::Sharing(lacking),
        () => Rule::Lacks(lacking),
    }
}

fn told(i18n: Words, problem: &Problem, actions: &[ExplainedAction]) -> String {
    let label = |word: &str| {
        let action = actions.iter().find(|action| action.action.word() == word);
        action.map_or_else(|| word.to_owned(), |action| action.label.clone())
    };
    match rule(&problem.detail) {
        Rule::Lacks(word) => now!(i18n, grants.lacks, what = label(word)),
        Rule::Beyond(word) => now!(i18n, grants.beyond, what = label(word)),
        Rule::Sharing(word) => now!(i18n, grants.sharing, what = label(word)),
        Rule::AdministratorsOnly => now!(i18n, grants.administrators_only).to_owned(),
        Rule::Other => problem_text(i18n, problem),
    }
}

#[cfg(test)]
mod tests {
    use super::{Rule, rule};

    #[test]
    fn a_refusal_names_the_rule_and_what_is_lacking() {
        let beyond = "this goes beyond your own permissions: you lack `assign_request`";
        assert_eq!(rule(beyond), Rule::Beyond("assign_request"));
        let lacks = "you may not do this here: it takes the permission `manage_teams`";
        assert_eq!(rule(lacks), Rule::Lacks("manage_teams"));
        let sharing = "a link of this tag would open requests to others: giving that takes `edit_request`, which you lack";
        assert_eq!(rule(sharing), Rule::Sharing("edit_request"));
        let administrators = "only administrators give, take or change what makes an administrator";
        assert_eq!(rule(administrators), Rule::AdministratorsOnly);
        assert_eq!(rule("this belongs to somebody else"), Rule::Other);
    }
}
