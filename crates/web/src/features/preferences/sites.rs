use leptos::prelude::*;

use crate::{
    contract::Named,
    features::sites::find_sites,
    i18n::use_i18n,
    language::{now, say},
    text::Text,
    ui::{Choice, Combo, Icon, IconButton},
};

/// Sites that are chosen one after the other; in an order of one's own, where that counts.
#[component]
pub(super) fn SiteList(
    pointer: &'static str,
    #[prop(into)] label: Text,
    #[prop(into)] help: Text,
    sites: RwSignal<Vec<Named>>,
    #[prop(optional)] ordered: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move || {
        if let Some(Choice { id, name, .. }) = chosen.get() {
            sites.update(|sites| add(sites, Named { id, name }));
            chosen.set(None);
        }
    });
    let row = move |(place, site): (usize, Named)| {
        let (off, up) = (site.name.clone(), site.name.clone());
        let id = site.id;
        view! {
            <li>
                <Icon name="building"/>
                <span class="grow">{site.name}</span>
                {(ordered && place > 0).then(|| view! {
                    <IconButton icon="up" kind="sm" label=move || now!(i18n, preferences.move_up, name = up.as_str())
                        on_click=move || sites.update(|sites| sites.swap(place - 1, place))/>
                })}
                <IconButton icon="x" kind="sm" label=move || now!(i18n, preferences.take_off, name = off.as_str())
                    on_click=move || sites.update(|sites| sites.retain(|site| site.id != id))/>
            </li>
        }
    };
    let rows = move || sites.get().into_iter().enumerate().map(row).collect_view();
    view! {
        <Combo pointer=pointer label=label.clone() placeholder=say!(i18n, users.find_site) find=find_sites() chosen=chosen/>
        <p class="small muted">{help}</p>
        <ul class="letters" aria-label=label>{rows}</ul>
    }
}

fn add(sites: &mut Vec<Named>, site: Named) {
    if sites.iter().all(|one| one.id != site.id) {
        sites.push(site);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::add;
    use crate::contract::Named;

    #[test]
    fn a_site_is_chosen_once() {
        let site = |id: u128| Named { id: Uuid::from_u128(id), name: String::new() };
        let mut sites = vec![site(1)];
        add(&mut sites, site(2));
        add(&mut sites, site(1));
        assert_eq!(sites, [site(1), site(2)]);
    }
}
