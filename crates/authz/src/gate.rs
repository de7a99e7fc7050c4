use chrono::{DateTime, Utc};

/// What an account is allowed at all, before any grant is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// All that its grants open.
    Open,
    /// Only choosing a password of one's own: somebody else knows the one there is [PO-9].
    Password,
    /// Only reading and accepting the terms of use [CT-7].
    Terms,
    /// Deactivated [PO-7].
    Inactive,
    /// Suspended for a while [CT-8].
    Suspended,
    /// Past its end date [CT-8].
    Ended,
}

impl Gate {
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether its holder may be logged in at all.
    #[must_use]
    pub const fn lets_in(self) -> bool {
        matches!(self, Self::Open | Self::Password | Self::Terms)
    }
}

/// The state of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub active: bool,
    pub suspended_until: Option<DateTime<Utc>>,
    /// The first moment at which the account is no longer valid.
    pub ends_at: Option<DateTime<Utc>>,
    /// Whether the password was set by somebody else, and must be replaced.
    pub password_provisional: bool,
    /// Whether the terms of use wait to be accepted.
    pub terms_pending: bool,
    /// Sees and may do everything, whatever the grants; cannot be locked out while that holds [CT-5].
    pub super_administrator: bool,
}

impl Standing {
    /// An account in order.
    pub const FINE: Self = Self {
        active: true,
        suspended_until: None,
        ends_at: None,
        password_provisional: false,
        terms_pending: false,
        super_administrator: false,
    };

    /// What the account is allowed at all. A super administrator is never locked out, but chooses a password and
    /// accepts the terms; the password first, so that nobody else accepts them in one's place.
    #[must_use]
    pub fn gate(&self, now: DateTime<Utc>) -> Gate {
        match () {
            () if self.super_administrator => self.waits_for(),
            () if !self.active => Gate::Inactive,
            () if self.ends_at.is_some_and(|end| end <= now) => Gate::Ended,
            () if self.suspended_until.is_some_and(|until| now < until) => Gate::Suspended,
            () => self.waits_for(),
        }
    }

    /// What somebody who is let in must do before anything else.
    const fn waits_for(&self) -> Gate {
        match () {
            () if self.password_provisional => Gate::Password,
            () if self.terms_pending => Gate::Terms,
            () => Gate::Open,
        }
    }

    /// The next moment at which the gate may open or close by itself.
    pub(crate) fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        [self.suspended_until, self.ends_at].into_iter().flatten().filter(|&at| at > now).min()
    }
}
