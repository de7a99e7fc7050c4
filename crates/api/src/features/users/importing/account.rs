//! What a line makes of an account itself: names, address, home, standing, invitation.

use authz::{
    AccountChange, Node, Stakes, Subject,
    acts::{ChangeUser, ShutOut},
    decide,
};
use domain::{UserId, fold_case};
use uuid::Uuid;

use super::{
    super::wire::{Names, NewUser, StandingInput, UserInput},
    cells::{self, Cell},
    claims::Claims,
    columns::Column,
    directory::Directory,
    facts::Person,
    judge::Bench,
    rights::{self, Holder},
    steps::Step,
    verdict::Verdict,
    wanted::Wanted,
    wire::ImportProblem,
};
use crate::{
    db::entities::user_account,
    identity::{facts::is_let_in, username::login_key},
    wire::{ExternalId, Label, LanguageWord},
};

/// What becomes of somebody who is there.
pub fn change(
    bench: Bench<'_>,
    person: &Person,
    wanted: &Wanted<'_>,
    claims: &Claims,
    verdict: &mut Verdict,
) {
    profile(bench, person, wanted, verdict);
    let new_email = email(bench, person, wanted, claims, verdict);
    let after = standing(bench, person.account(), &person.change, wanted, verdict);
    rights::change(bench, Holder { person: Some(person), general: None }, wanted, verdict);
    // What was sent to an address works no more once there is another.
    let invited = person.invited && !new_email;
    if wanted.invite && person.account().password_hash.is_none() && !invited {
        invite(bench, &after, &person.change, wanted, verdict);
    }
    if is_own(bench, person) && !verdict.steps.is_empty() {
        let detail = "this is your own account: change it in the app, or ask somebody else to";
        verdict.refuse(ImportProblem::of_line("own", detail));
    }
}

/// What follows the making of an account whose subject is `subject`.
pub fn begin(bench: Bench<'_>, subject: Subject, home: Node, wanted: &Wanted<'_>, verdict: &mut Verdict) {
    let account = blank(wanted);
    let change = AccountChange::at(home, subject, Stakes::default(), bench.now);
    let after = standing(bench, &account, &change, wanted, verdict);
    if wanted.invite {
        invite(bench, &after, &change, wanted, verdict);
    }
}

/// Tells what a new account begins with.
pub fn tell_new(directory: &Directory, new: &NewUser, verdict: &mut Verdict) {
    let label = |label: &Option<Label>| Label::filled(label.as_ref());
    let language = domain::Language::from(new.language).word().to_owned();
    for (column, after) in [
        (Column::ExternalId, new.external_id.as_ref().map(ExternalId::trimmed)),
        (Column::FirstName, label(&new.first_name)),
        (Column::LastName, label(&new.last_name)),
        (Column::Email, Some(new.email.0.clone())),
        (Column::Phone, label(&new.phone)),
        (Column::Language, Some(language)),
        (Column::Home, Some(directory.nodes.label(new.node_id))),
        (Column::DefaultSite, new.default_site_id.map(|site| directory.nodes.label(site))),
    ] {
        verdict.changes(column, None, after);
    }
}

/// Refuses an address that is somebody else's, here or in an earlier line.
pub fn free_email(
    likes: &[user_account::Model],
    claims: &Claims,
    email: &str,
    own: Option<Uuid>,
    verdict: &mut Verdict,
) {
    let (address, login) = (fold_case(email), login_key(email));
    let has = |other: &&user_account::Model| other.email_key == address || other.username_key == login;
    if likes.iter().filter(|other| Some(other.id) != own).any(|other| has(&other)) {
        let detail = "somebody else has this email address, or logs in with it";
        verdict.refuse(ImportProblem::at(Column::Email, "taken", detail));
    }
    claims.of_email(email).into_iter().for_each(|problem| verdict.refuse(problem));
}

fn profile(bench: Bench<'_>, person: &Person, wanted: &Wanted<'_>, verdict: &mut Verdict) {
    let (directory, account) = (&bench.facts.directory, person.account());
    let text = |cell: &Cell<String>, before: &str| {
        cell.over(Some(before.to_owned()).filter(|it| !it.is_empty())).map(Label)
    };
    // Who has no names is called by their username, which is none of them.
    let nameless = account.first_name.is_empty() && account.last_name == account.username;
    let last_name = if nameless { "" } else { account.last_name.as_str() };
    let input = UserInput {
        first_name: text(&wanted.first_name, &account.first_name),
        last_name: text(&wanted.last_name, last_name),
        phone: wanted.phone.over(account.phone.clone()).map(Label),
        language: wanted.language.unwrap_or_else(|| LanguageWord::stored(&account.language)),
        node_id: wanted.home.map(|spot| spot.id).or(account.home_node_id).unwrap_or(directory.top),
        default_site_id: wanted.default_site.over(account.default_site_id),
        external_id: wanted.external_id.over(account.external_id.clone()).map(ExternalId),
    };
    let names = Names::of(input.first_name.as_ref(), input.last_name.as_ref(), &account.username);
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let node = |id: Option<Uuid>| id.map(|id| directory.nodes.label(id));
    let known = verdict.changes.len();
    let language = domain::Language::from(input.language).word().to_owned();
    let before_home = account.home_node_id.or(Some(directory.top));
    for (column, before, after) in [
        (
            Column::ExternalId,
            account.external_id.clone(),
            input.external_id.as_ref().map(ExternalId::trimmed),
        ),
        (Column::FirstName, filled(&account.first_name), filled(&names.first)),
        (Column::LastName, filled(&account.last_name), filled(&names.last)),
        (Column::Phone, account.phone.clone(), Label::filled(input.phone.as_ref())),
        (Column::Language, Some(account.language.clone()), Some(language)),
    ] {
        verdict.changes(column, before, after);
    }
    if before_home != Some(input.node_id) {
        verdict.changes(Column::Home, node(before_home), node(Some(input.node_id)));
    }
    if account.default_site_id != input.default_site_id {
        verdict.changes(Column::DefaultSite, node(account.default_site_id), node(input.default_site_id));
    }
    let Some(column) = verdict.changes.get(known).map(|change| change.column) else { return };
    let permit = decide::<ChangeUser>(bench.actor, moved(person, wanted));
    if let Some(permit) = verdict.permit(column, permit) {
        verdict.steps.push(Step::Update(permit, Box::new(input)));
    }
}

/// What decides whether somebody may be changed, and be moved where the line says.
pub fn moved(person: &Person, wanted: &Wanted<'_>) -> AccountChange {
    let to = wanted.home.map(|spot| spot.node).filter(|to| *to != person.change.home);
    AccountChange { to, ..person.change.clone() }
}

/// The address; answers whether it becomes another.
fn email(
    bench: Bench<'_>,
    person: &Person,
    wanted: &Wanted<'_>,
    claims: &Claims,
    verdict: &mut Verdict,
) -> bool {
    let account = person.account();
    let Some(email) = wanted.email.as_ref().filter(|email| **email != account.email) else { return false };
    let same_mailbox = fold_case(email) == account.email_key;
    let asked = person.pending_email.as_ref().is_some_and(|asked| fold_case(asked) == fold_case(email));
    let confirms = account.password_hash.is_some() && !same_mailbox;
    if confirms && asked {
        return false;
    }
    verdict.changes(Column::Email, Some(account.email.clone()), Some(email.clone()));
    let permit = decide::<ChangeUser>(bench.actor, person.change.clone());
    let Some(permit) = verdict.permit(Column::Email, permit) else { return true };
    // Whoever may not change the address does not learn who else has it; one's own line is refused whatever it says.
    if !same_mailbox && !is_own(bench, person) {
        free_email(&bench.facts.likes, claims, email, Some(account.id), verdict);
    }
    let step = if confirms { Step::AskEmail } else { Step::SetEmail };
    verdict.steps.push(step(permit, email.clone()));
    true
}

/// Whether a line is about whoever sends the file.
pub fn is_own(bench: Bench<'_>, person: &Person) -> bool {
    bench.actor.user() == UserId(person.account().id)
}

/// Who is let in and until when; answers the account as it will be.
fn standing(
    bench: Bench<'_>,
    account: &user_account::Model,
    change: &AccountChange,
    wanted: &Wanted<'_>,
    verdict: &mut Verdict,
) -> user_account::Model {
    let active = wanted.active.unwrap_or(account.active);
    let day = |end: Option<chrono::DateTime<chrono::Utc>>| end.map(cells::last_day);
    let last = wanted.ends_at.over(day(account.ends_at));
    let ends_at = if last == day(account.ends_at) { account.ends_at } else { last.map(cells::end_of) };
    let mut after = account.clone();
    (after.active, after.ends_at) = (active, ends_at);
    let known = verdict.changes.len();
    let word = |active: bool| Some(if active { "yes" } else { "no" }.to_owned());
    verdict.changes(Column::Active, word(account.active), word(active));
    let said = |last: Option<chrono::NaiveDate>| last.map(|day| day.to_string());
    verdict.changes(Column::EndsAt, said(day(account.ends_at)), said(last));
    let Some(column) = verdict.changes.get(known).map(|change| change.column) else { return after };
    if ends_at != account.ends_at && ends_at.is_some_and(|end| end <= bench.now) {
        let mend = "this day is over: let the account end later, or deactivate it with `active`";
        verdict.refuse(ImportProblem::at(Column::EndsAt, "past", mend));
    }
    let permit = decide::<ShutOut>(bench.actor, change.clone());
    if let Some(permit) = verdict.permit(column, permit) {
        let input = StandingInput { active, suspended_until: account.suspended_until, ends_at };
        verdict.steps.push(Step::Standing(permit, input));
    }
    after
}

fn invite(
    bench: Bench<'_>,
    account: &user_account::Model,
    change: &AccountChange,
    wanted: &Wanted<'_>,
    verdict: &mut Verdict,
) {
    if !is_let_in(account, bench.now) {
        let detail = "this account is closed: activate it first";
        verdict.refuse(ImportProblem::at(Column::Invite, "closed", detail));
        return;
    }
    let to = wanted.email.as_ref().unwrap_or(&account.email);
    verdict.changes(Column::Invite, None, Some(to.clone()));
    if let Some(permit) = verdict.permit(Column::Invite, decide::<ChangeUser>(bench.actor, change.clone())) {
        verdict.steps.push(Step::Invite(permit));
    }
}

/// An account as it begins, as far as its standing goes.
fn blank(wanted: &Wanted<'_>) -> user_account::Model {
    user_account::Model {
        id: Uuid::nil(),
        username: String::new(),
        username_key: String::new(),
        username_skeleton: String::new(),
        email: wanted.email.clone().unwrap_or_default(),
        email_key: String::new(),
        name_key: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        phone: None,
        language: String::new(),
        password_provisional: false,
        password_hash: None,
        active: true,
        default_site_id: None,
        home_node_id: None,
        suspended_until: None,
        ends_at: None,
        super_administrator: false,
        external_id: None,
        deleted_at: None,
        authz_version: 1,
        version: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}
