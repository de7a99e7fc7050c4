use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    acceptances::Acceptances,
    editor::{Correction, NewVersion},
    versions::Versions,
};
use crate::{
    contract::{self, ListTermsVersionsQuery, TermsVersion},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Button, Crumbs, Dialog, Empty, Failure, ListSkeleton, PageTitle, Show},
};

/// The versions of the terms of use, and who accepted them [CT-7].
#[component]
pub fn TermsSettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let page = Load::new(|| async {
        let query = ListTermsVersionsQuery { limit: Some(200), ..Default::default() };
        contract::list_terms_versions(&query).await
    });
    let versions = Signal::derive(move || page.data.get().map(|page| page.items).unwrap_or_default());
    let people = Signal::derive(move || page.data.get().map_or(0, |page| page.people));
    let chosen = RwSignal::new(None::<Uuid>);
    let shown = Memo::new(move |_| chosen_or_latest(&versions.get(), chosen.get()));
    view! {
        <div class="top-line">
            <Crumbs label=say!(i18n, ui.crumbs) steps=vec![("/settings".to_owned(), say!(i18n, terms.to_versions).into())]/>
            <PageTitle text=say!(i18n, terms.title)/>
            <Show when=move || page.data.with(Option::is_some)>
                <Making versions=versions people=people changed=Callback::new(move |()| page.again())/>
            </Show>
        </div>
        {move || page.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || page.again()/></div>
        })}
        <Show when=move || page.slow.get()><ListSkeleton/></Show>
        <Show when=move || page.data.with(Option::is_some) && versions.with(Vec::is_empty)>
            <Empty title=say!(i18n, terms.none_yet) text=say!(i18n, terms.none_yet_text)/>
        </Show>
        <Show when=move || !versions.with(Vec::is_empty)>
            <Versions versions=versions shown=shown chosen=chosen/>
        </Show>
        {move || shown.get().map(|version| view! {
            <div class="stack">
                <h2 id="acceptances" class="pad">
                    {move || now!(i18n, terms.acceptances, number = version.number)}
                </h2>
                <Acceptances id=version.id number=version.number/>
            </div>
        })}
    }
}

/// The version somebody chose, else the one in force.
fn chosen_or_latest(versions: &[TermsVersion], chosen: Option<Uuid>) -> Option<TermsVersion> {
    let chosen = versions.iter().find(|version| Some(version.id) == chosen);
    chosen.or_else(|| versions.first()).cloned()
}

/// A correction, apart from a new version: the one asks nobody, the other everybody.
#[component]
fn Making(versions: Signal<Vec<TermsVersion>>, people: Signal<i64>, changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    let (correcting, publishing) = (RwSignal::new(false), RwSignal::new(false));
    let in_force = move || versions.with(|all| all.first().map(|version| version.id));
    let corrected = Callback::new(move |()| {
        correcting.set(false);
        changed.run(());
    });
    let published = Callback::new(move |()| {
        publishing.set(false);
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            // Whoever publishes accepts, too; nothing more is answered here until then.
            if session.look_again().await.is_err() {
                navigate("/terms", NavigateOptions::default());
            }
        });
    });
    view! {
        <Show when=move || in_force().is_some()>
            <Button icon="edit" text=say!(i18n, terms.correct) on_click=move || correcting.set(true)/>
        </Show>
        <Button kind="primary" icon="plus" text=say!(i18n, terms.publish_new) on_click=move || publishing.set(true)/>
        <Dialog open=correcting id="d-correct-terms" kind="wide" title=say!(i18n, terms.correct)>
            {move || in_force().map(|id| view! { <Correction id=id done=corrected/> })}
        </Dialog>
        <Dialog open=publishing id="d-new-terms" kind="wide" title=say!(i18n, terms.publish_new)>
            <NewVersion before=in_force() people=people done=published/>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::chosen_or_latest;
    use crate::contract::TermsVersion;

    fn version(number: i32) -> TermsVersion {
        TermsVersion {
            id: Uuid::from_u128(u128::from(number.unsigned_abs())),
            number: number.into(),
            published_at: chrono::DateTime::UNIX_EPOCH,
            published_by: "Claire".to_owned(),
            in_force: number == 2,
            accepted: 0,
            waiting: 0,
        }
    }

    #[test]
    fn the_version_in_force_is_shown_until_another_is_chosen() {
        let all = [version(2), version(1)];
        let shown = |chosen| chosen_or_latest(&all, chosen).map(|version| version.number);
        assert_eq!(shown(None), Some(2));
        assert_eq!(shown(Some(Uuid::from_u128(1))), Some(1));
        assert_eq!(shown(Some(Uuid::from_u128(9))), Some(2));
        assert_eq!(chosen_or_latest(&[], None), None);
    }
}
