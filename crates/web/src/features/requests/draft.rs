//! What was typed and not sent, kept on this device.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    browser,
    contract::{Me, NewRequest, NewRequester},
};

/// A request that was not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    /// Sending it twice enters it once.
    pub(super) key: Uuid,
    pub(super) site: String,
    pub(super) text: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) noticed_on: String,
    pub(super) confirm: bool,
}

impl Draft {
    /// A blank one that knows who writes, and when.
    pub(super) fn of(me: &Me, today: String) -> Self {
        Self {
            key: browser::once_key(),
            site: me.default_site_id.map(|id| id.to_string()).unwrap_or_default(),
            text: String::new(),
            first_name: me.first_name.clone(),
            last_name: me.last_name.clone(),
            email: me.email.clone(),
            phone: me.phone.clone().unwrap_or_default(),
            noticed_on: today,
            confirm: true,
        }
    }

    /// The one this device keeps for an account.
    pub(super) fn recall(me: &Me) -> Option<Self> {
        let kept = browser::recall(&place(me.id))?;
        serde_json::from_str::<Self>(&kept).ok().filter(|draft| !draft.text.trim().is_empty())
    }

    /// Keeps it; a blank one is not worth keeping.
    pub(super) fn keep(&self, account: Uuid) {
        if self.text.trim().is_empty() {
            Self::drop_of(account);
        } else if let Ok(json) = serde_json::to_string(self) {
            browser::remember(&place(account), &json);
        }
    }

    /// Forgets it.
    pub(super) fn drop_of(account: Uuid) {
        browser::forget(&place(account));
    }

    /// What is sent; without a site there is nothing to send.
    pub(super) fn request(&self) -> Option<NewRequest> {
        Some(NewRequest {
            site_id: self.site.parse().ok()?,
            text: self.text.trim().to_owned(),
            title: None,
            requester: Some(NewRequester {
                first_name: some(&self.first_name),
                last_name: some(&self.last_name),
                email: some(&self.email),
                phone: some(&self.phone),
            }),
            noticed_on: self.noticed_on.parse().ok(),
            confirm_by_mail: Some(self.confirm),
        })
    }
}

fn place(account: Uuid) -> String {
    format!("palier.draft.{account}")
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Draft;

    fn draft() -> Draft {
        Draft {
            key: Uuid::nil(),
            site: Uuid::from_u128(4).to_string(),
            text: " Radiateur froid\n".to_owned(),
            first_name: "Nadia".to_owned(),
            last_name: " ".to_owned(),
            email: String::new(),
            phone: "0470".to_owned(),
            noticed_on: "2026-11-24".to_owned(),
            confirm: false,
        }
    }

    #[test]
    fn what_is_sent_has_no_empty_fields() {
        let request = draft().request().expect("a site is chosen");
        let requester = request.requester.expect("somebody");
        assert_eq!(request.text, "Radiateur froid");
        assert_eq!(
            (requester.first_name.as_deref(), requester.last_name, requester.email),
            (Some("Nadia"), None, None)
        );
        assert_eq!(request.noticed_on.map(|date| date.to_string()).as_deref(), Some("2026-11-24"));
    }

    #[test]
    fn without_a_site_there_is_nothing_to_send() {
        assert_eq!(Draft { site: String::new(), ..draft() }.request(), None);
    }
}
