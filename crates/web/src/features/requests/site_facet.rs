use std::collections::BTreeMap;

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    filter::{Filter, MOST_SITES, Sites},
    filters::Change,
};
use crate::{
    contract::{Site, SiteTreeTop},
    features::sites::all_sites,
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Facet, Icon, MenuItem},
};

/// Of which sites: all, one, or those of a group as somebody gathers them [PP-9].
#[component]
pub(super) fn SiteFacet(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let (i18n, session) = (use_i18n(), expect_context::<Session>());
    let sites = Load::new(|| all_sites(None));
    let chosen = Signal::derive(move || match filter.with(|filter| filter.sites.ids().to_vec())[..] {
        [] => None,
        [one] => sites.data.with(|sites| name_of(sites.as_deref()?, one)).or_else(|| Some("…".to_owned())),
        [_, _, ..] => {
            Some(now!(i18n, requests.several_sites, count = filter.with(|it| it.sites.ids().len())))
        }
    });
    let choose = move |sites: Sites| {
        change.run(filter.get_untracked().with(|filter| filter.sites = sites));
    };
    let all = move || choose(if untrack(|| session.preselects()) { Sites::All } else { Sites::Unsaid });
    let on = move |ids: &[Uuid]| filter.with_untracked(|filter| filter.sites.ids() == ids);
    let item = move |site: Site| {
        let id = site.id;
        view! { <MenuItem text=site.name checked=on(&[id]) on_choose=move || choose(Sites::These(vec![id]))/> }
    };
    let group = move |(name, sites): (Option<String>, Vec<Site>)| {
        let ids: Vec<Uuid> = sites.iter().map(|site| site.id).collect();
        let heading = name.filter(|_| ids.len() <= MOST_SITES).map(|name| {
            let checked = on(&ids);
            let pick = move || choose(Sites::These(ids.clone()));
            view! { <MenuItem icon=|| view! { <Icon name="building"/> } text=name checked=checked on_choose=pick/> }
        });
        view! { {heading} {sites.into_iter().map(item).collect_view()} }
    };
    let top = move || session.me().map_or(SiteTreeTop::Site, |me| me.site_tree_top);
    view! {
        <Facet icon="pin" label=say!(i18n, requests.site) chosen=chosen>
            <MenuItem
                text=say!(i18n, requests.all_sites)
                checked=filter.with_untracked(|filter| filter.sites.ids().is_empty())
                on_choose=all
            />
            {move || gathered(sites.data.get().unwrap_or_default(), top()).into_iter().map(group).collect_view()}
        </Facet>
    }
}

fn name_of(sites: &[Site], id: Uuid) -> Option<String> {
    sites.iter().find(|site| site.id == id).map(|site| site.name.clone())
}

/// The sites by what somebody gathers them by, each group by name; those of none come last.
fn gathered(sites: Vec<Site>, top: SiteTreeTop) -> Vec<(Option<String>, Vec<Site>)> {
    let mut groups: BTreeMap<(bool, Option<String>), Vec<Site>> = BTreeMap::new();
    for site in sites {
        let group = match top {
            SiteTreeTop::CompanyGroup => Some(site.company_group.name.clone()),
            SiteTreeTop::Company => site.company.clone(),
            SiteTreeTop::Location => site.location.clone(),
            SiteTreeTop::Site | SiteTreeTop::Other => None,
        };
        groups.entry((group.is_none(), group)).or_default().push(site);
    }
    groups.into_iter().map(|((_, name), sites)| (name, sites)).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::gathered;
    use crate::contract::{Named, Site, SiteTreeTop};

    fn site(name: &str, group: &str, company: Option<&str>) -> Site {
        Site {
            id: Uuid::nil(),
            name: name.to_owned(),
            company_group: Named { id: Uuid::nil(), name: group.to_owned() },
            company: company.map(ToOwned::to_owned),
            location: None,
            mail_address: None,
            version: 1,
            allowed: Vec::new(),
        }
    }

    #[test]
    fn sites_are_gathered_as_somebody_wants_and_those_of_no_group_come_last() {
        let sites =
            || vec![site("Huy", "Nord", None), site("Liège", "Nord", Some("SA")), site("Namur", "Sud", None)];
        let names = |top| {
            let groups = gathered(sites(), top).into_iter();
            let names =
                |sites: Vec<Site>| sites.into_iter().map(|site| site.name).collect::<Vec<_>>().join(" ");
            groups.map(|(name, sites)| (name.unwrap_or_default(), names(sites))).collect::<Vec<_>>()
        };
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(names(SiteTreeTop::Site), [pair("", "Huy Liège Namur")]);
        assert_eq!(names(SiteTreeTop::CompanyGroup), [pair("Nord", "Huy Liège"), pair("Sud", "Namur")]);
        assert_eq!(names(SiteTreeTop::Company), [pair("SA", "Liège"), pair("", "Huy Namur")]);
    }
}
