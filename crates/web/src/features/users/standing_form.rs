use chrono::NaiveDate;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    sheet::{Desk, Tab},
    words::name_of,
};
use crate::{
    contract::{self, Account, StandingInput},
    dates,
    features::grants::{Refusal, ends, last_day},
    language::{Words, language, now, say},
    rule::TextRule,
    ui::{Banner, Button, Form, SubmitButton, Switch, TextField},
};

/// Who is let in and until when; says what it means before it is saved.
#[component]
pub(super) fn StandingForm(desk: Desk, account: Account, asking: Callback<()>) -> impl IntoView {
    let (i18n, form) = (desk.i18n, Form::new());
    let typed = |day: Option<NaiveDate>| RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
    let active = RwSignal::new(account.active);
    let (suspended, ended) = (typed(last_day(account.suspended_until)), typed(last_day(account.ends_at)));
    let (name, navigate) = (name_of(&account), use_navigate());
    let meant = move || {
        let plan = Plan::of(active.get(), &suspended.get(), &ended.get(), dates::now().date());
        plan_text(i18n, plan, &name)
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        let body = StandingInput {
            active: active.get_untracked(),
            suspended_until: suspended.with_untracked(|day| ends(day, account.suspended_until)),
            ends_at: ended.with_untracked(|day| ends(day, account.ends_at)),
        };
        let (id, version, navigate) = (account.id, account.version, navigate.clone());
        form.send(
            async move { contract::change_user_standing(id, version, &body).await },
            move |account: Account| {
                desk.toasts.say(now!(i18n, users.saved, name = name_of(&account)));
                let leaves = !account.active;
                desk.adopt(account);
                asking.run(());
                if leaves {
                    // What is open is somebody else's from now on.
                    navigate(&Tab::Leaving.path(id), NavigateOptions::default());
                }
            },
        );
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <Switch label=say!(i18n, users.account_active) help=say!(i18n, users.account_active_help)
                    value=active on_change=move |on| active.set(on)/>
                <TextField form=form pointer="/suspended_until" label=say!(i18n, users.suspended_through) kind="date"
                    value=suspended rule=TextRule::FREE optional=true/>
                <TextField form=form pointer="/ends_at" label=say!(i18n, users.ends_after) kind="date"
                    value=ended rule=TextRule::FREE optional=true/>
                <Banner tone="amber" icon="info" title=say!(i18n, users.what_it_means) text=meant/>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.run(())/>
                <SubmitButton text=say!(i18n, ui.save) busy=form.busy/>
            </footer>
        </form>
    }
}

/// What the answers come down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    In,
    Out,
    Suspended(NaiveDate),
    Ended,
    Ends(NaiveDate),
}

impl Plan {
    fn of(active: bool, suspended: &str, ended: &str, today: NaiveDate) -> Self {
        let (suspended, ended) = (suspended.parse::<NaiveDate>().ok(), ended.parse::<NaiveDate>().ok());
        match (active, suspended, ended) {
            (false, ..) => Self::Out,
            (_, _, Some(last)) if last < today => Self::Ended,
            (_, Some(last), _) if last >= today => Self::Suspended(last),
            (_, _, Some(last)) => Self::Ends(last),
            _ => Self::In,
        }
    }
}

fn plan_text(i18n: Words, plan: Plan, name: &str) -> String {
    let said = |day| dates::full_date(day, language(i18n));
    match plan {
        Plan::In => now!(i18n, users.plan_in, name = name),
        Plan::Out => now!(i18n, users.plan_out, name = name),
        Plan::Ended => now!(i18n, users.plan_ended, name = name),
        Plan::Suspended(last) => now!(i18n, users.plan_suspended, name = name, day = said(last)),
        Plan::Ends(last) => now!(i18n, users.plan_ends, name = name, day = said(last)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Plan;

    #[test]
    fn the_strongest_answer_is_the_one_that_counts() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 6, day).expect("a date");
        let plan = |active, suspended, ended| Plan::of(active, suspended, ended, day(15));
        assert_eq!(plan(true, "", ""), Plan::In);
        assert_eq!(plan(false, "2027-06-20", "2027-06-30"), Plan::Out);
        assert_eq!(plan(true, "2027-06-20", "2027-06-30"), Plan::Suspended(day(20)));
        assert_eq!(plan(true, "2027-06-01", "2027-06-30"), Plan::Ends(day(30)));
        assert_eq!(plan(true, "", "2027-06-15"), Plan::Ends(day(15)), "the last day still counts");
        assert_eq!(plan(true, "", "2027-06-14"), Plan::Ended);
    }
}
