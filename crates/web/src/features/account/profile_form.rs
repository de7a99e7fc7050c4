use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{self, Level, ListNodesQuery, Me, MyInput},
    i18n::use_i18n,
    language::{Words, now, say},
    session::Session,
    ui::{Banner, Choice, Combo, Face, Form, Lookup, SubmitButton, TextField, Toasts, problem_text},
};

/// As many sites as are offered at once.
const AT_ONCE: i64 = 20;

/// How one is called and reached, and the site that forms start with.
#[component]
pub(super) fn ProfileForm(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let form = Form::new();
    let (first, last) = (RwSignal::new(me.first_name), RwSignal::new(me.last_name));
    let phone = RwSignal::new(me.phone.unwrap_or_default());
    let site = RwSignal::new(me.default_site_id.zip(me.default_site_name).map(|(id, name)| choice(id, name)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(version) = untrack(|| session.me()).map(|me| me.version).filter(|_| form.is_ready()) else {
            return;
        };
        let given = input((first, last, phone), site);
        form.send(save(session, version, given), move |me| {
            toasts.say(now!(i18n, account.saved));
            first.set(me.first_name.clone());
            last.set(me.last_name.clone());
            session.know(me);
        });
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || told(i18n, &problem)/>
            })}
            <div class="more-fields">
                <TextField form=form pointer="/first_name" label=say!(i18n, entry.first_name) value=first
                    rule=MyInput::FIRST_NAME.optional() autocomplete="given-name" optional=true/>
                <TextField form=form pointer="/last_name" label=say!(i18n, entry.last_name) value=last
                    rule=MyInput::LAST_NAME.optional() autocomplete="family-name" optional=true/>
                <div class="full">
                    <TextField form=form pointer="/phone" label=say!(i18n, entry.phone) value=phone
                        rule=MyInput::PHONE.optional() autocomplete="tel" inputmode="tel" optional=true/>
                </div>
                <div class="full">
                    <Combo pointer="/default_site_id" label=say!(i18n, account.default_site)
                        placeholder=say!(i18n, account.no_default_site) find=Lookup::new(find_sites) chosen=site/>
                    <p class="small muted">{say!(i18n, account.default_site_help)}</p>
                </div>
            </div>
            <div><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></div>
        </form>
    }
}

type Names = (RwSignal<String>, RwSignal<String>, RwSignal<String>);

fn input((first, last, phone): Names, site: RwSignal<Option<Choice>>) -> MyInput {
    let filled = |text: RwSignal<String>| {
        Some(text.with_untracked(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
    };
    MyInput {
        first_name: filled(first),
        last_name: filled(last),
        phone: filled(phone),
        default_site_id: site.with_untracked(|site| site.as_ref().map(|site| site.id)),
    }
}

/// Where the account changed meanwhile, its new version is read, so that saving again keeps what is typed.
async fn save(session: Session, version: i64, given: MyInput) -> Result<Me, Problem> {
    let answer = contract::update_me(version, &given).await;
    if answer.as_ref().is_err_and(Problem::is_stale) {
        session.look_again().await?;
    }
    answer
}

fn told(i18n: Words, problem: &Problem) -> String {
    if problem.is_stale() {
        return now!(i18n, account.changed_elsewhere).to_owned();
    }
    problem_text(i18n, problem)
}

async fn find_sites(name: Option<String>) -> Result<Vec<Choice>, Problem> {
    let query = ListNodesQuery { level: Some(Level::Site), name, limit: Some(AT_ONCE), ..Default::default() };
    let sites = contract::list_nodes(&query).await?.items;
    Ok(sites.into_iter().map(|site| choice(site.id, site.name)).collect())
}

fn choice(id: Uuid, name: String) -> Choice {
    Choice { id, name, note: String::new(), face: Face::Drawing("building") }
}
