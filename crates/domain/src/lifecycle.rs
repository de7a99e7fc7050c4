use crate::word::words;

words! {
    /// Where a request stands in its life.
    RequestStatus {
        AwaitingAssignment = "awaiting_assignment",
        InProgress = "in_progress",
        OnHold = "on_hold",
        Done = "done",
        /// Refused by the team, with a reason.
        Rejected = "rejected",
        /// Taken back by the requester.
        Cancelled = "cancelled",
    }
}

/// A move that the life cycle does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request that is `{from}` cannot become `{to}`")]
pub struct ForbiddenMove {
    pub from: RequestStatus,
    pub to: RequestStatus,
}

impl RequestStatus {
    /// The table of allowed moves: what a request in this status can become next.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use RequestStatus::{AwaitingAssignment, Cancelled, Done, InProgress, OnHold, Rejected};
        match self {
            AwaitingAssignment => &[InProgress, OnHold, Rejected, Cancelled],
            InProgress => &[OnHold, Done, AwaitingAssignment, Rejected, Cancelled],
            OnHold => &[InProgress, Done, Rejected, Cancelled],
            Done => &[InProgress],
            Rejected | Cancelled => &[AwaitingAssignment],
        }
    }

    /// Checks one move against the table.
    ///
    /// # Errors
    /// [`ForbiddenMove`] when `to` is not among [`Self::next`].
    pub fn move_to(self, to: Self) -> Result<Self, ForbiddenMove> {
        if self.next().contains(&to) { Ok(to) } else { Err(ForbiddenMove { from: self, to }) }
    }

    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::AwaitingAssignment | Self::InProgress | Self::OnHold)
    }

    /// Whether entering this status takes a reason that the requester reads.
    #[must_use]
    pub const fn takes_reason(self) -> bool {
        matches!(self, Self::Rejected)
    }
}

#[cfg(test)]
mod tests {
    use super::RequestStatus::{self, *};

    #[test]
    fn a_request_goes_from_awaiting_through_progress_and_hold_to_done() {
        for pair in [AwaitingAssignment, InProgress, OnHold, InProgress, Done].windows(2) {
            assert_eq!(pair[0].move_to(pair[1]), Ok(pair[1]));
        }
    }

    #[test]
    fn nothing_is_done_before_somebody_took_it_on() {
        assert!(AwaitingAssignment.move_to(Done).is_err());
    }

    #[test]
    fn every_closed_status_can_be_reopened_and_none_moves_to_itself() {
        for &status in RequestStatus::ALL {
            assert!(!status.next().contains(&status));
            assert!(status.is_open() || status.next().iter().all(|next| next.is_open()));
        }
    }
}
